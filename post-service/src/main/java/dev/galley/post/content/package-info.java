/** What a post is, what may be written into one, and the collection of all of them. */
@NullMarked
package dev.galley.post.content;

import org.jspecify.annotations.NullMarked;
