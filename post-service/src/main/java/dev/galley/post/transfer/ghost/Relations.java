package dev.galley.post.transfer.ghost;

import dev.galley.post.transfer.archive.RefusedArchive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What an export keeps of posts in other tables, which may stand behind that of the posts. */
final class Relations {

  static final Set<String> TABLES =
      Set.of(
          "posts",
          "tags",
          "users",
          "posts_tags",
          "posts_authors",
          "posts_meta",
          "members",
          "newsletters",
          "settings");

  private static final Set<String> PRIVATE = Set.of("is_private", "isPrivate");
  private static final Set<String> NO = Set.of("", "false", "0", "null");
  private static final int MAX_POSTS = 50_000;
  private static final int MAX_ROWS = 500_000;
  private static final long MAX_CHARS = 64L * 1024 * 1024;

  /** A tag or an author. */
  record Named(String name, String slug, boolean isInternal) {}

  private record Link(String target, double order) {}

  private final Map<String, Named> tags = new HashMap<>();
  private final Map<String, Named> users = new HashMap<>();
  private final Map<String, List<Link>> tagsByPost = new HashMap<>();
  private final Map<String, List<Link>> authorsByPost = new HashMap<>();
  private final Map<String, Map<String, String>> metaByPost = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private boolean isPrivate;
  private int rows;
  private long chars;

  void add(String table, Map<String, String> row) {
    int count = counts.merge(table, 1, Integer::sum);
    if (table.equals("posts")) {
      if (count > MAX_POSTS) {
        throw new RefusedArchive("more than " + MAX_POSTS + " posts");
      }
      return;
    }
    if (table.equals("members") || table.equals("newsletters")) {
      return;
    }
    if (table.equals("settings")) {
      isPrivate |=
          PRIVATE.contains(row.getOrDefault("key", ""))
              && !NO.contains(row.getOrDefault("value", "").toLowerCase(Locale.ROOT));
      return;
    }
    rows++;
    row.values().forEach(value -> chars += value.length());
    if (rows > MAX_ROWS || chars > MAX_CHARS) {
      throw new RefusedArchive("more tags, authors and remarks on posts than are read");
    }
    switch (table) {
      case "tags" -> tags.put(id(row), named(row));
      case "users" -> users.put(id(row), named(row));
      case "posts_tags" -> link(tagsByPost, row, "tag_id");
      case "posts_authors" -> link(authorsByPost, row, "author_id");
      default -> metaByPost.put(row.getOrDefault("post_id", ""), row);
    }
  }

  private static String id(Map<String, String> row) {
    return row.getOrDefault("id", "");
  }

  private static Named named(Map<String, String> row) {
    String name = row.getOrDefault("name", "").strip();
    return new Named(
        name,
        row.getOrDefault("slug", ""),
        // What is for the theme alone; Ghost tells it by its first character.
        name.startsWith("#") || row.getOrDefault("visibility", "").equals("internal"));
  }

  private static void link(Map<String, List<Link>> links, Map<String, String> row, String target) {
    double order;
    try {
      order = Double.parseDouble(row.getOrDefault("sort_order", "0"));
    } catch (NumberFormatException e) {
      order = 0;
    }
    links
        .computeIfAbsent(row.getOrDefault("post_id", ""), post -> new ArrayList<>(2))
        .add(new Link(row.getOrDefault(target, ""), order));
  }

  /** Whether the whole site is behind a password. */
  boolean isPrivate() {
    return isPrivate;
  }

  /** How many rows a table has. */
  int count(String table) {
    return counts.getOrDefault(table, 0);
  }

  /** The tags of a post in their order; the first public one is what Ghost calls primary. */
  List<Named> tags(String post) {
    return named(tags, tagsByPost.getOrDefault(post, List.of()));
  }

  /** The authors of a post in their order. */
  List<Named> authors(Map<String, String> post) {
    List<Named> authors = named(users, authorsByPost.getOrDefault(id(post), List.of()));
    return authors.isEmpty()
        ? Optional.ofNullable(users.get(post.getOrDefault("author_id", ""))).stream().toList()
        : authors;
  }

  /** What newer versions keep of a post in a table of its own. */
  Map<String, String> meta(String post) {
    return metaByPost.getOrDefault(post, Map.of());
  }

  private static List<Named> named(Map<String, Named> all, List<Link> links) {
    return links.stream()
        .sorted(Comparator.comparingDouble(Link::order))
        .map(link -> all.get(link.target()))
        .filter(Objects::nonNull)
        .filter(named -> !named.name().isEmpty())
        .distinct()
        .toList();
  }
}
