package dev.galley.post.people;

/** What a person is called or may do has changed; told in the instance where it happened. */
public record PersonChanged(String personId) {}
