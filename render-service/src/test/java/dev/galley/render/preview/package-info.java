/** Tests of previews. */
@NullMarked
package dev.galley.render.preview;

import org.jspecify.annotations.NullMarked;
