/** Calls addresses that other people chose, and none that they must not choose. */
@NullMarked
package dev.galley.feed.http;

import org.jspecify.annotations.NullMarked;
