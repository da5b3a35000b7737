/** Bringing posts and files into a Galley that runs, and watching what becomes of them. */
@NullMarked
package dev.galley.local.command.importing;

import org.jspecify.annotations.NullMarked;
