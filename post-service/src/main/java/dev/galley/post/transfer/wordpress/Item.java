package dev.galley.post.transfer.wordpress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One entry of an export: a post, a page, a picture, or what else WordPress keeps as a post. */
final class Item {

  /**
   * What an entry is filed under.
   *
   * @param domain {@code category}, {@code post_tag} or what a site has of its own
   */
  record Term(String domain, String nicename, String name) {}

  static final String PASSWORD = "post_password";
  private static final String STATUS = "status";

  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, List<String>> meta = new HashMap<>();
  private final List<Term> terms = new ArrayList<>();

  /** A field by its name without prefix, {@code content} and {@code excerpt} among them; or "". */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  String id() {
    return field("post_id");
  }

  String type() {
    return field("post_type").isEmpty() ? "post" : field("post_type");
  }

  /** As WordPress names it; what says of no entry that it is public when there is none, or two. */
  String status() {
    String status = field(STATUS).strip();
    return status.isEmpty() ? "missing" : status;
  }

  /** Whether readers saw it, as far as an entry itself says. */
  boolean isPublic() {
    return status().equals("publish") && field(PASSWORD).isEmpty();
  }

  /** The first value of a custom field; or "". */
  String meta(String key) {
    return all(key).findFirst().orElse("");
  }

  Stream<String> all(String key) {
    return meta.getOrDefault(key, List.of()).stream();
  }

  /** All custom fields, also those that plugins keep for themselves. */
  Map<String, List<String>> meta() {
    return meta;
  }

  List<Term> terms() {
    return terms;
  }

  /** The custom fields that people see when they write. */
  Map<String, List<String>> shownMeta() {
    Map<String, List<String>> shown = new HashMap<>(meta);
    shown.keySet().removeIf(key -> key.startsWith("_") || key.equals(Footnotes.META));
    return shown;
  }

  void put(String name, String value) {
    if (name.equals(STATUS) && fields.containsKey(STATUS)) {
      fields.put(STATUS, "more than one");
    } else {
      fields.merge(name, value, (first, next) -> first.isEmpty() ? next : first);
    }
  }

  void addMeta(String key, String value) {
    meta.computeIfAbsent(key, any -> new ArrayList<>()).add(value);
  }

  void add(Term term) {
    terms.add(term);
  }
}
