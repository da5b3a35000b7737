/** Streams of events about one post, for whoever has it open. */
@NullMarked
package dev.galley.post.watching;

import org.jspecify.annotations.NullMarked;
