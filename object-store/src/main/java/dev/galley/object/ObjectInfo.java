package dev.galley.object;

/**
 * An object that a store has.
 *
 * @param sha256 its name: the hash of its bytes, 64 lower-case hexadecimal digits
 * @param bytes its size
 */
public record ObjectInfo(String sha256, long bytes) {}
