/** kramdown's rules of where blocks begin and end. */
@NullMarked
package dev.galley.render.markdown.kramdown.block;

import org.jspecify.annotations.NullMarked;
