/** Shows the editor how a post would look, by the same way that published posts take. */
@NullMarked
package dev.galley.render.preview;

import org.jspecify.annotations.NullMarked;
