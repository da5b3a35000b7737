package dev.galley.feed.announcement;

/**
 * Somebody who is to hear of an announcement by one channel.
 *
 * @param id the same for ever, and of no other recipient of the channel
 * @param label how to show it to editors; no address of a person
 */
public record Recipient(String id, String label) {}
