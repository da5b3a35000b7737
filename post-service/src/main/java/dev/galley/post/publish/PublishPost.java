package dev.galley.post.publish;

import dev.galley.event.Update;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Publish the working copy.
 *
 * @param update first when the post was never published, else minor, when absent
 * @param changeNote what changed, for the public; absent when nothing is to be said
 */
record PublishPost(@Nullable Update update, @Nullable @Size(max = 1_000) String changeNote) {}
