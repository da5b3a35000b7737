/**
 * How events are carried: the CloudEvents codec, the sender, the topics, and what happens to a
 * record that cannot be handled.
 */
@NullMarked
package dev.galley.stream;

import org.jspecify.annotations.NullMarked;
