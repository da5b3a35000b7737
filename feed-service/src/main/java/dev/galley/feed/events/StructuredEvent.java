package dev.galley.feed.events;

/**
 * An event in CloudEvents' structured mode.
 *
 * @param type its CloudEvents type
 * @param json one line of JSON
 */
record StructuredEvent(String type, String json) {}
