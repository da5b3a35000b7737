package dev.galley.post.content;

/**
 * Where an imported post came from.
 *
 * @param path the file's path inside the import, with {@code /} between its parts
 * @param sha256 the hash of the file's bytes, in lower-case hexadecimal
 * @param revision the revision that the file's content made; a post whose {@link
 *     Post#contentRevision()} is still this one was not edited since
 */
public record Origin(String path, String sha256, long revision) {}
