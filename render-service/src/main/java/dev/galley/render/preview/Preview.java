package dev.galley.render.preview;

import dev.galley.render.markdown.dialect.Finding;
import java.util.List;

/**
 * How a draft would look.
 *
 * @param html the sanitised fragment
 * @param page the whole page around it
 * @param warnings what is wrong with the text, one sentence each
 * @param findings the same, and what is wrong with what it links to and shows, for programs
 */
record Preview(String html, String page, List<String> warnings, List<Finding> findings) {}
