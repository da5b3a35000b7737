package dev.galley.render.page.serving;

import dev.galley.render.page.index.PageEntry;
import java.time.Instant;

/**
 * What is served of a live page, as it is stored.
 *
 * @param liveSince when this version began to be served
 */
public record LivePage(PageEntry entry, Instant liveSince, PageContent content) {}
