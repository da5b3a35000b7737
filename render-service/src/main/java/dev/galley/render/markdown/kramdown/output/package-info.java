/** A document of kramdown as HTML. */
@NullMarked
package dev.galley.render.markdown.kramdown.output;

import org.jspecify.annotations.NullMarked;
