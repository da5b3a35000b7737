package dev.galley.post.people;

/** Somebody is no longer among the people here; told in the instance where it happened. */
public record PersonRemoved(String personId) {}
