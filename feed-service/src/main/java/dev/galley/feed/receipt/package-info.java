/** Tells each post's timeline what became of the steps that this service carries out. */
@NullMarked
package dev.galley.feed.receipt;

import org.jspecify.annotations.NullMarked;
