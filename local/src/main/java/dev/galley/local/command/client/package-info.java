/** Talking to a Galley that runs, here or elsewhere. */
@NullMarked
package dev.galley.local.command.client;

import org.jspecify.annotations.NullMarked;
