/** How this service's records become documents of its database. */
@NullMarked
package dev.galley.feed.store;

import org.jspecify.annotations.NullMarked;
