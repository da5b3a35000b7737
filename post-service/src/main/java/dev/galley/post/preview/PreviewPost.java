package dev.galley.post.preview;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A post as it is being written; what is absent counts as empty. */
record PreviewPost(
    @Nullable String slug,
    @Nullable String title,
    @Nullable String body,
    @Nullable String format,
    @Nullable String summary,
    @Nullable List<String> authors,
    @Nullable List<String> tags,
    @Nullable String kind,
    @Nullable Map<String, Object> metadata) {}
