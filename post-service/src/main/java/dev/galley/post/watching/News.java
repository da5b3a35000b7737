package dev.galley.post.watching;

/**
 * What is to be told of a post. It is sent again when it says something else under its key.
 *
 * @param event the name of the event
 * @param key of what it is about, among all news of the post
 * @param json how that is now
 */
public record News(String event, String key, String json) {}
