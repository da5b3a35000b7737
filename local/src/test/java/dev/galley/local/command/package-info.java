@NullMarked
package dev.galley.local.command;

import org.jspecify.annotations.NullMarked;
