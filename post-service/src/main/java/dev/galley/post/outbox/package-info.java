/** From the outbox inside each post to Kafka: relay, sweep, reconciliation. */
@NullMarked
package dev.galley.post.outbox;

import org.jspecify.annotations.NullMarked;
