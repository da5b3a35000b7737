/** What is known of a picture wherever one is taken in or given out. */
@NullMarked
package dev.galley.picture;

import org.jspecify.annotations.NullMarked;
