/** Tests of the template helpers. */
@NullMarked
package dev.galley.render.template;

import org.jspecify.annotations.NullMarked;
