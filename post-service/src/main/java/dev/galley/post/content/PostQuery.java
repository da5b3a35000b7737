package dev.galley.post.content;

import org.jspecify.annotations.Nullable;

/**
 * Which posts to list; what is absent does not restrict.
 *
 * @param text its words occur in slug, title, summary, authors, tags or body, in either case
 * @param slug any slug that the post holds
 * @param limit at most so many posts
 * @param after where the page before ended
 */
public record PostQuery(
    @Nullable PostState state,
    @Nullable String author,
    @Nullable String tag,
    @Nullable String kind,
    @Nullable String text,
    @Nullable String slug,
    int limit,
    @Nullable Cursor after) {}
