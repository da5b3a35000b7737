package dev.galley.post.content;

import org.jspecify.annotations.Nullable;

/**
 * Where an imported post came from.
 *
 * @param path the file's path inside the import, with {@code /} between its parts
 * @param sha256 the hash of the file's bytes, in lower-case hexadecimal
 * @param revision the revision that the file's content made; a post whose {@link
 *     Post#contentRevision()} is still this one was not edited since
 * @param site of which the file was; absent where nothing told
 */
public record Origin(String path, String sha256, long revision, @Nullable FormerSite site) {}
