/** HTML of other systems as Markdown, where that loses nothing. */
@NullMarked
package dev.galley.post.transfer.markup;

import org.jspecify.annotations.NullMarked;
