/** The objects that the site's files are made of: what is kept where, and until when. */
@NullMarked
package dev.galley.post.object;

import org.jspecify.annotations.NullMarked;
