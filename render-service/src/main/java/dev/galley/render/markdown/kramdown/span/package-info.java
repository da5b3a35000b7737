/** kramdown's rules inside a paragraph. */
@NullMarked
package dev.galley.render.markdown.kramdown.span;

import org.jspecify.annotations.NullMarked;
