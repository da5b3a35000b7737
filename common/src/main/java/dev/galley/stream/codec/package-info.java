/** Events as Kafka records: CloudEvents in binary mode, checked when they are read. */
@NullMarked
package dev.galley.stream.codec;

import org.jspecify.annotations.NullMarked;
