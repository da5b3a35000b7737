package dev.galley.render.page;

import dev.galley.web.LastModified;
import dev.galley.web.Representation;

/**
 * What answers a request for a page.
 *
 * @param version of the stored page
 */
public record ServedPage(long version, Representation html, LastModified lastModified) {}
