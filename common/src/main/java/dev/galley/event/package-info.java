/**
 * The wire contract: the events that the services and other programs exchange, and the names of
 * topics, headers and groups. Depends on JSpecify and Jackson's annotations alone.
 */
@NullMarked
package dev.galley.event;

import org.jspecify.annotations.NullMarked;
