package dev.galley.post.publish;

import dev.galley.event.Update;
import dev.galley.post.draft.NewPost;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Publish the working copy, or a text that becomes it in the same write.
 *
 * @param update when absent: first when the post was never published, minor while it is, major when
 *     it was taken back
 * @param changeNote what changed, for the public; absent when nothing is to be said
 * @param content all of the post, as when it is replaced; absent when the working copy is meant
 */
record PublishPost(
    @Nullable Update update,
    @Nullable @Size(max = 1_000) String changeNote,
    @Nullable NewPost content) {}
