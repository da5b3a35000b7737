/** Consuming and failing: how a service gets its events, and what becomes of those that fail. */
@NullMarked
package dev.galley.stream.consuming;

import org.jspecify.annotations.NullMarked;
