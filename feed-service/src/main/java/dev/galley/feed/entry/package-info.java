/**
 * What the feeds carry: joins each post with its page, keeps the result durably, and holds the
 * newest state in memory so that a feed is built without asking the store.
 */
@NullMarked
package dev.galley.feed.entry;

import org.jspecify.annotations.NullMarked;
