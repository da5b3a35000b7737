package dev.galley.render.page;

import dev.galley.web.LastModified;
import dev.galley.web.Representation;

/**
 * What answers a request for a page.
 *
 * @param version of the stored page
 * @param pictures the state of what is said about its pictures
 */
public record ServedPage(
    long version, long pictures, Representation html, LastModified lastModified) {}
