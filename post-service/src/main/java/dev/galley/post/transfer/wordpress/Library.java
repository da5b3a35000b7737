package dev.galley.post.transfer.wordpress;

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.springframework.util.function.SingletonSupplier;

/** What texts of an export refer to, wherever in it that stands. Filled before a text is read. */
final class Library implements Wxr.Visitor {

  /**
   * A file of the media library.
   *
   * @param post on which it was uploaded
   */
  record Attachment(String id, String url, String alt, String caption, String post) {

    Map<String, Object> written(String site) {
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("site", site);
      written.put("id", id);
      written.put("url", url);
      written.put("alt", alt);
      written.put("caption", caption);
      return written;
    }

    static Attachment read(Map<?, ?> written) {
      return new Attachment(
          text(written, "id"),
          text(written, "url"),
          text(written, "alt"),
          text(written, "caption"),
          "");
    }

    private static String text(Map<?, ?> written, String name) {
      return written.get(name) instanceof String text ? text : "";
    }
  }

  /** Under which a post keeps the files that it shows by their numbers alone. */
  static final String ATTACHMENTS = "wordpress_attachments";

  private static final int MAX_BLOCKS_CHARS = 16 * 1024 * 1024;

  private final Map<String, Attachment> attachments = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> blocks = new HashMap<>();
  private final Map<String, String> paths = new HashMap<>();
  private final Set<String> slugs = new HashSet<>();
  private final Map<String, String> nameless = new HashMap<>();
  private SingletonSupplier<Map<String, Attachment>> earlier = SingletonSupplier.of(Map.of());
  private int blocksChars;
  private String address = "";

  @Override
  public void channel(String name, Map<String, String> values) {
    if (name.equals("base_blog_url") || (name.equals("link") && address.isEmpty())) {
      String said = values.getOrDefault("", "").strip();
      address = said.startsWith("http") ? said.replaceFirst("/+$", "") : address;
    } else if (name.equals("author")) {
      String login = values.getOrDefault("author_login", "").strip();
      String shown = plain(values.getOrDefault("author_display_name", ""));
      names.putIfAbsent(login, shown.isEmpty() ? login : shown);
    }
  }

  @Override
  public void item(Item item) {
    if (item.type().equals("attachment")) {
      attachments.put(
          item.id(),
          new Attachment(
              item.id(),
              item.field("attachment_url").strip(),
              plain(item.meta("_wp_attachment_image_alt")),
              item.field("excerpt").strip(),
              item.field("post_parent")));
    } else if (item.type().equals("wp_block") && item.isPublic()) {
      String content = item.field("content");
      blocksChars += content.length();
      if (blocksChars <= MAX_BLOCKS_CHARS) {
        blocks.put(item.id(), content);
      }
    } else if (WordPressPost.isPost(item)) {
      path(item).ifPresent(path -> paths.put(item.id(), path));
      String slug = WordPressPost.slug(item);
      if (WordPressPost.name(item).isEmpty()) {
        nameless.putIfAbsent(slug, item.id());
      } else {
        slugs.add(slug);
      }
    }
  }

  /** Where the site was, without a slash at the end; empty when the export does not say. */
  String address() {
    return address;
  }

  String host() {
    return hostOf(address);
  }

  static String hostOf(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** An author's name as readers saw it. */
  String name(String login) {
    return names.getOrDefault(login.strip(), login.strip());
  }

  /** A file by its number; one of another part is known where a post showed it before. */
  Optional<Attachment> attachment(String id) {
    return id.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(attachments.get(id))
            .or(() -> Optional.ofNullable(earlier.obtain().get(id)));
  }

  /**
   * Has files be known that posts show which came before.
   *
   * @param here goes through the metadata of all posts
   */
  void lookInto(Consumer<Consumer<Map<String, Object>>> here) {
    earlier =
        SingletonSupplier.of(
            () -> {
              Map<String, Attachment> known = new HashMap<>();
              here.accept(metadata -> known(metadata).forEach(one -> known.put(one.id(), one)));
              return known;
            });
  }

  private Stream<Attachment> known(Map<String, Object> metadata) {
    return metadata.get(ATTACHMENTS) instanceof List<?> list
        ? list.stream()
            .filter(one -> one instanceof Map<?, ?> map && host().equals(map.get("site")))
            .map(one -> Attachment.read((Map<?, ?>) one))
        : Stream.empty();
  }

  List<Attachment> attachmentsOf(String post) {
    return attachments.values().stream()
        .filter(
            one ->
                one.post().equals(post)
                    && one.url().matches("(?i).*\\.(?:png|jpe?g|gif|webp|avif)"))
        .sorted(Comparator.comparing(Attachment::url))
        .toList();
  }

  /** A block that several posts share; WordPress shows nothing of one that is not public. */
  Optional<String> block(String id) {
    return Optional.ofNullable(blocks.get(id));
  }

  /** The path of a post within the site, by its number. */
  Optional<String> path(String id) {
    return Optional.ofNullable(paths.get(id));
  }

  /** The path of a post's address within the site; empty when that is only a number. */
  Optional<String> path(Item item) {
    String link = item.field("link").strip();
    int scheme = link.indexOf("://");
    int slash = scheme < 0 ? -1 : link.indexOf('/', scheme + 3);
    if (slash < 0 || link.indexOf('?') >= 0 || link.indexOf('#') >= 0) {
      return Optional.empty();
    }
    String path = link.substring(slash);
    int root = address.indexOf('/', Math.max(0, address.indexOf("://") + 3));
    String prefix = root < 0 ? "" : address.substring(root);
    path = path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    return path.equals("/") ? Optional.empty() : Optional.of(path);
  }

  /** Whether what an entry without a name would be called is the name of another. */
  boolean isAnothers(String slug, Item item) {
    return WordPressPost.name(item).isEmpty()
        && (slugs.contains(slug) || !item.id().equals(nameless.getOrDefault(slug, item.id())));
  }

  /** Text without the HTML in it. */
  static String plain(String html) {
    return html.indexOf('<') < 0 && html.indexOf('&') < 0
        ? html.strip()
        : Jsoup.parseBodyFragment(html).body().text().strip();
  }
}
