/** The site's pictures and files: which there are, who may see them, and in which sizes. */
@NullMarked
package dev.galley.render.image;

import org.jspecify.annotations.NullMarked;
