package dev.galley.feed.webhook;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber asked for.
 *
 * @param name how people call it; absent for the host's name
 * @param types the types of messages that it wants; empty for all
 * @param tags it wants only posts that have one of these; empty for all
 * @param kinds it wants only posts of these kinds; empty for all
 */
record WebhookSettings(
    URI url, @Nullable String name, Set<String> types, Set<String> tags, Set<String> kinds) {

  WebhookSettings {
    types = Set.copyOf(types);
    tags = Set.copyOf(tags);
    kinds = Set.copyOf(kinds);
  }

  /** How to show it to people. */
  String displayName() {
    return name == null || name.isBlank() ? url.getHost() : name;
  }

  boolean wants(Announcement announcement) {
    String type = MessageWriter.type(announcement);
    Content content = announcement.content();
    return MessageWriter.TYPES.contains(type)
        && (types.isEmpty() || types.contains(type))
        && content != null
        && (kinds.isEmpty() || kinds.contains(content.kind()))
        && (tags.isEmpty() || content.tags().stream().anyMatch(tags::contains));
  }
}
