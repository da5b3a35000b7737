package dev.galley.post.preview;

import dev.galley.event.Author;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What render-service is asked to show.
 *
 * @param slug absent while what the author typed is not one
 */
record Draft(
    @Nullable String slug,
    @Nullable String title,
    @Nullable String body,
    @Nullable String format,
    List<Author> authors,
    List<String> tags,
    @Nullable Map<String, Object> metadata) {}
