package dev.galley.post.people;

/**
 * What a person is called or may do has changed; told in the instance where it happened.
 *
 * @param isElsewhere whether they have another e-mail address, or none any more
 */
public record PersonChanged(String personId, boolean isElsewhere) {}
