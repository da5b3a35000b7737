/**
 * The post events over HTTP, for programs without a Kafka client: pages and server-sent events with
 * a cursor, and the contract itself.
 */
@NullMarked
package dev.galley.feed.events;

import org.jspecify.annotations.NullMarked;
