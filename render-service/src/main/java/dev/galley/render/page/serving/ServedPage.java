package dev.galley.render.page.serving;

import dev.galley.web.answer.LastModified;
import dev.galley.web.answer.Representation;

/** What answers a request for a page. */
public record ServedPage(Representation html, LastModified lastModified) {}
