/** The embedded broker: a real Kafka broker of one node that keeps its logs across restarts. */
@NullMarked
package dev.galley.local.broker;

import org.jspecify.annotations.NullMarked;
