/** The real posts that tests read. */
@NullMarked
package dev.galley.render.corpus;

import org.jspecify.annotations.NullMarked;
