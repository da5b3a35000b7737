package dev.galley.local.site;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is no file: where former addresses lead and which are gone, for servers that can be told.
 * Others have pages that lead on, and know nothing of what is gone.
 */
final class ServerRules {

  private final Map<String, String> moved;
  private final Map<String, String> paged;
  private final Map<String, String> patterns;
  private final Map<String, String> gone;
  private final UnaryOperator<String> decoding;

  /**
   * @param moved where addresses lead
   * @param paged addresses with a query, and their paths in the copy
   * @param patterns redirects that take the rest of a path along
   * @param gone addresses, and the names of the pages that say so
   */
  ServerRules(
      Map<String, String> moved,
      Map<String, String> paged,
      Map<String, String> patterns,
      Map<String, String> gone,
      UnaryOperator<String> decoding) {
    this.moved = moved;
    this.paged = paged;
    this.patterns = patterns;
    this.gone = gone;
    this.decoding = decoding;
  }

  /** A page that leads elsewhere. */
  static byte[] redirectPage(String target) {
    String to = target.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    return """
        <!DOCTYPE html>
        <meta charset="utf-8">
        <title>Moved</title>
        <meta name="robots" content="noindex">
        <meta http-equiv="refresh" content="0; url=%s">
        <link rel="canonical" href="%s">
        <p><a href="%s">This page has moved.</a></p>
        """
        .formatted(to, to, to)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The file that Netlify and Cloudflare Pages read. */
  byte[] redirects() {
    StringBuilder lines = new StringBuilder();
    moved.forEach((from, to) -> lines.append(from).append(' ').append(to).append(" 301\n"));
    patterns.forEach(
        (from, to) ->
            lines
                .append(from)
                .append(' ')
                .append(to.endsWith("*") ? to.substring(0, to.length() - 1) + ":splat" : to)
                .append(" 301\n"));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** For nginx, in its {@code http} block. */
  byte[] nginxMaps() {
    Map<String, String> byPath = new TreeMap<>();
    moved.forEach((from, to) -> byPath.put(decoding.apply(from), to));
    StringBuilder conf =
        new StringBuilder("# Made by galley site; include it in the http block.\n");
    conf.append("map_hash_max_size 131072;\nmap_hash_bucket_size 1024;\n");
    map(conf, "$request_uri", "$galley_paged", paged);
    map(conf, "$uri", "$galley_moved", byPath, patterns);
    Map<String, String> goneByPath = new TreeMap<>();
    gone.forEach((from, page) -> goneByPath.put(decoding.apply(from), page));
    map(conf, "$uri", "$galley_gone", goneByPath);
    // The page that says so is another path of the same request, and is there.
    conf.insert(conf.length() - "}\n".length(), "  volatile;\n");
    return conf.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void map(StringBuilder conf, String from, String to, Map<String, String> entries) {
    map(conf, from, to, entries, Map.of());
  }

  private static void map(
      StringBuilder conf,
      String from,
      String to,
      Map<String, String> entries,
      Map<String, String> patterns) {
    conf.append("map ").append(from).append(' ').append(to).append(" {\n  default \"\";\n");
    entries.forEach(
        (key, value) -> {
          // It is part of no path that a browser sends, and would end the line.
          if (key.chars().noneMatch(c -> c < ' ')) {
            conf.append("  ").append(quoted(key)).append(' ').append(target(value)).append(";\n");
          }
        });
    // Of expressions the first that matches counts: the longest.
    new TreeMap<>(patterns)
        .descendingMap()
        .forEach(
            (key, value) -> {
              String prefix = key.substring(0, key.length() - 1);
              boolean rest = value.endsWith("*");
              String fixed = rest ? value.substring(0, value.length() - 1) : value;
              conf.append("  ")
                  .append(
                      quoted(
                          "~^"
                              + prefix.replaceAll("[^A-Za-z0-9/_-]", "\\\\$0")
                              + "(?<galley_rest>.*)$"))
                  .append(' ')
                  .append(
                      rest
                          ? "\"" + escaped(fixed).replace("$", "%24") + "$galley_rest\""
                          : target(fixed))
                  .append(";\n");
            });
    conf.append("}\n");
  }

  /** A dollar sign would begin a variable. */
  private static String target(String value) {
    return quoted(value.replace("$", "%24"));
  }

  private static String quoted(String text) {
    return "\"" + escaped(text) + "\"";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** For nginx, in a {@code server} block that has a {@code root}. */
  static byte[] nginxServer() {
    return """
        # Made by galley site; include it in a server block that says root, listen and server_name.
        absolute_redirect off;
        charset utf-8;
        charset_types text/css text/plain application/xml;
        error_page 404 /404.html;
        error_page 410 /_galley/gone/$galley_gone.html;

        if ($galley_paged) { return 301 $galley_paged; }
        if ($galley_moved) { return 301 $galley_moved; }
        if ($galley_gone) { return 410; }
        rewrite ^(.+)/$ $1 permanent;

        location / { try_files $uri $uri/index.html =404; }
        location = /index.html { internal; }
        location /_galley/ { internal; }
        location = /_redirects { internal; }
        location ~ (^|/)feed(-archive-[0-9]+)?\\.xml$ {
          types { }
          default_type "application/atom+xml; charset=utf-8";
        }
        location ~ (^|/)rss(-archive-[0-9]+)?\\.xml$ {
          types { }
          default_type "application/rss+xml; charset=utf-8";
        }
        location ~ (^|/)feed(-archive-[0-9]+)?\\.json$ {
          types { }
          default_type "application/feed+json; charset=utf-8";
        }
        location ~ ^/sitemap(-[0-9]+)?\\.xml$ {
          types { }
          default_type "application/xml; charset=utf-8";
        }
        """
        .getBytes(StandardCharsets.UTF_8);
  }
}
