package dev.galley.post.snip;

/**
 * A file that was made from a post.
 *
 * @param path relative, with {@code /} between folders
 * @param bytes the whole file, UTF-8
 */
public record WrittenManuscript(String path, byte[] bytes) {}
