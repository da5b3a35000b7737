package dev.galley.render.markdown.kramdown;

import org.jspecify.annotations.Nullable;

/** {@code [id]: url "title"}; the title is often left out. */
record LinkDefinition(String url, @Nullable String title) {}
