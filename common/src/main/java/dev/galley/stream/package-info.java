/** How events are carried: the sender and the topics; consuming and the rest have packages. */
@NullMarked
package dev.galley.stream;

import org.jspecify.annotations.NullMarked;
