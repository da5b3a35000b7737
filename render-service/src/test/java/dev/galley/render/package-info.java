/** Tests of the service as a whole. */
@NullMarked
package dev.galley.render;

import org.jspecify.annotations.NullMarked;
