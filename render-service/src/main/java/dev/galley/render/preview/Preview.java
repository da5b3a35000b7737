package dev.galley.render.preview;

import java.util.List;

/**
 * How a draft would look.
 *
 * @param html the sanitised fragment
 * @param page the whole page around it
 * @param warnings what its author should look at, one sentence each
 */
record Preview(String html, String page, List<String> warnings) {}
