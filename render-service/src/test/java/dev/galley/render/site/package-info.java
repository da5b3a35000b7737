/** Tests of serving. */
@NullMarked
package dev.galley.render.site;

import org.jspecify.annotations.NullMarked;
