package dev.galley.render.page;

/**
 * What answers a request for a page.
 *
 * @param version of the stored page
 */
public record ServedPage(long version, Representation html, LastModified lastModified) {}
