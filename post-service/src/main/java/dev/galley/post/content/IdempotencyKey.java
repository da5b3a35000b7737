package dev.galley.post.content;

/**
 * Makes a creation that is sent twice happen once.
 *
 * @param value the client's key, made unique to the client
 * @param bodyHash the hash of the request, to tell a repetition from a mistake
 */
public record IdempotencyKey(String value, String bodyHash) {}
