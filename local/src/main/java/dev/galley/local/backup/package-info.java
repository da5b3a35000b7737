/** Backups: all of a data folder in one file that is verified when it is restored. */
@NullMarked
package dev.galley.local.backup;

import org.jspecify.annotations.NullMarked;
