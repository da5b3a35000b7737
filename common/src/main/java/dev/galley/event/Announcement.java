package dev.galley.event;

import java.time.Instant;

/**
 * A publication that subscribers are told of.
 *
 * <p>A compacted topic may hand a slow consumer only a later, silent revision. With the
 * announcements in it, the consumer still knows what it has to announce: it compares their
 * revisions with those it has told, and never counts events.
 *
 * @param revision the revision that was announced
 * @param update {@link Update#FIRST} or {@link Update#MAJOR}
 * @param at when it was accepted
 */
public record Announcement(long revision, Update update, Instant at) {}
