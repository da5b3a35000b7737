package dev.galley.event;

import java.time.Instant;

/**
 * The latest publication that subscribers are told of.
 *
 * <p>A compacted topic may hand a slow consumer only a later, silent revision. With this it still
 * knows what it has to announce: compare the revision with the one last announced, never count
 * events.
 *
 * @param revision the revision that was announced
 * @param update {@link Update#FIRST} or {@link Update#MAJOR}
 * @param at when it was accepted
 */
public record Announcement(long revision, Update update, Instant at) {}
