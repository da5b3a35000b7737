/** What an author should look at before publication, and what has to be right for it. */
@NullMarked
package dev.galley.post.check;

import org.jspecify.annotations.NullMarked;
