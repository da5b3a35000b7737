/** The command line: each command says in plain words what it did or why it could not. */
@NullMarked
package dev.galley.local.command;

import org.jspecify.annotations.NullMarked;
