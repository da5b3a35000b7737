package dev.galley.render.theme;

import java.util.List;

/**
 * A page that says why there is no other one.
 *
 * @param paragraphs plain text
 */
public record NoticeView(String title, List<String> paragraphs) {}
