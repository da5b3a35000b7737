package dev.galley.render.markdown;

import org.jsoup.nodes.Element;

/**
 * HTML that the sanitiser let through.
 *
 * @param html as it is served
 * @param body the same, parsed
 */
record Sanitised(String html, Element body) {}
