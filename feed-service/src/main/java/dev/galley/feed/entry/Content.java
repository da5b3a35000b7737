package dev.galley.feed.entry;

/**
 * One entry's content as feeds carry it.
 *
 * @param html with absolute links
 * @param exact false when the store has another rendering than the entry that was asked for, as it
 *     does for moments while a change is on its way
 */
public record Content(String html, boolean exact) {}
