package dev.galley.render.markdown.kramdown.tree;

import org.jspecify.annotations.Nullable;

/** {@code [id]: url "title"}; the title is often left out. */
public record LinkDefinition(String url, @Nullable String title) {}
