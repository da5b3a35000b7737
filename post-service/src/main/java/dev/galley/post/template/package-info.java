/** New posts from templates, with the number of the week, the date and the author filled in. */
@NullMarked
package dev.galley.post.template;

import org.jspecify.annotations.NullMarked;
