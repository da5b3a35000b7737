/** Bytes by their hash: the stores of the site's files, and what reads from two of them. */
@NullMarked
package dev.galley.object;

import org.jspecify.annotations.NullMarked;
