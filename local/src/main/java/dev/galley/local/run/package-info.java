/** A running Galley: its data folder, its parts, and the order in which they start and stop. */
@NullMarked
package dev.galley.local.run;

import org.jspecify.annotations.NullMarked;
