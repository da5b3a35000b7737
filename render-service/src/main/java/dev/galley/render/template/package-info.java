/**
 * The template helpers of imported posts: a closed set of tags that is parsed and never executed.
 */
@NullMarked
package dev.galley.render.template;

import org.jspecify.annotations.NullMarked;
