package dev.galley.event;

/**
 * Who wrote a post.
 *
 * @param slug the author's name in URLs
 * @param name the name to show
 */
public record Author(String slug, String name) {}
