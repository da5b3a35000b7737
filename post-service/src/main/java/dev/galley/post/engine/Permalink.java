package dev.galley.post.engine;

import dev.galley.post.content.Slugs;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Values;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns of addresses, such as {@code /:year/:month/:title/}, as each engine fills them in. */
final class Permalink {

  private static final Pattern TOKEN = Pattern.compile(":([a-z_]+)(?:\\[([^\\]]*)])?");

  /** Which of its sections Hugo takes: one, or from one up to before another. */
  private static final Pattern RANGE = Pattern.compile("(last|\\d{0,3})(?:(:)(last|\\d{0,3}))?");

  /** Jekyll's names for patterns. */
  private static final Map<String, String> STYLES =
      Map.of(
          "date", "/:categories/:year/:month/:day/:title:output_ext",
          "pretty", "/:categories/:year/:month/:day/:title/",
          "ordinal", "/:categories/:year/:y_day/:title:output_ext",
          "weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext",
          "none", "/:categories/:title:output_ext");

  /** What of a date each token is, for all engines. */
  private static final Map<String, String> OF_DATE =
      Map.ofEntries(
          Map.entry("year", "uuuu"),
          Map.entry("short_year", "uu"),
          Map.entry("month", "MM"),
          Map.entry("i_month", "M"),
          Map.entry("monthname", "MMMM"),
          Map.entry("long_month", "MMMM"),
          Map.entry("short_month", "MMM"),
          Map.entry("day", "dd"),
          Map.entry("i_day", "d"),
          Map.entry("weekdayname", "EEEE"),
          Map.entry("long_day", "EEEE"),
          Map.entry("short_day", "EEE"),
          Map.entry("w_day", "e"),
          Map.entry("week", "ww"),
          Map.entry("w_year", "YYYY"),
          Map.entry("hour", "HH"),
          Map.entry("minute", "mm"),
          Map.entry("second", "ss"));

  private static final String JEKYLLS = "[^\\p{M}\\p{L}\\p{N}._~!$&'()+,;=@]+";

  private static final String JEKYLLS_WITH_BLANKS = "[^\\p{M}\\p{L}\\p{N}._~!$&'()+,;=@ ]+";

  private static final Facts ANY = new Facts(List.of(), "any", "", "", List.of(), null);

  /** What Eleventy's templates say of a page in a word, and perhaps spelled for an address. */
  private static final Pattern WORD =
      Pattern.compile("\\{\\{-?\\s*([\\w.]+)\\s*(\\|\\s*(?:slugify|slug)\\s*)?-?}}");

  private Permalink() {}

  /** An address of Eleventy's that may be a template; it stays one where it is not read. */
  static String written(String permalink, Facts facts, Map<String, Object> metadata) {
    return WORD.matcher(permalink)
        .replaceAll(
            word -> {
              String said = said(word.group(1), facts, metadata);
              return Matcher.quoteReplacement(
                  said.isEmpty()
                      ? word.group()
                      : word.group(2) == null ? said : Slugs.fromTitle(said));
            })
        .replaceAll("/{2,}", "/");
  }

  /** Whether all of such an address is read. */
  static boolean isRead(String permalink, Map<String, Object> metadata) {
    return !written(permalink, ANY, metadata).contains("{");
  }

  private static String said(String name, Facts facts, Map<String, Object> metadata) {
    return switch (name) {
      case "page.fileSlug" -> facts.base();
      case "page.filePathStem" -> "/" + String.join("/", facts.folders()) + "/" + facts.base();
      default -> Values.text(metadata, name).filter(text -> !text.contains("{")).orElse("");
    };
  }

  /** A post's address by a pattern; empty when something in the pattern is not known. */
  static Optional<String> expand(Engine engine, String pattern, Facts facts) {
    Matcher token = TOKEN.matcher(STYLES.getOrDefault(pattern, pattern));
    StringBuilder address = new StringBuilder();
    while (token.find()) {
      Optional<String> value =
          token.group(2) == null
              ? value(engine, token.group(1), facts)
              : sections(token.group(2), facts.folders());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      token.appendReplacement(address, Matcher.quoteReplacement(value.get()));
    }
    token.appendTail(address);
    return Optional.of(("/" + address).replaceAll("/{2,}", "/"));
  }

  /** As Hugo 0.111 does it, for which there is no last one where there is but one. */
  private static Optional<String> sections(String range, List<String> all) {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int size = all.size();
    boolean isOne = matcher.group(2) == null;
    int from = index(matcher.group(1), 0, isOne ? size : 0, size);
    int to = isOne ? from + 1 : index(matcher.group(3), size, size, size);
    return Optional.of(
        String.join("/", all.subList(Math.min(from, size), Math.min(Math.max(from, to), size))));
  }

  private static int index(String said, int unsaid, int lastOfOne, int size) {
    return said.isEmpty()
        ? unsaid
        : !said.equals("last") ? Integer.parseInt(said) : size > 1 ? size - 1 : lastOfOne;
  }

  private static Optional<String> value(Engine engine, String token, Facts facts) {
    OffsetDateTime date = facts.date();
    String form = OF_DATE.get(token);
    if (form != null) {
      return Optional.ofNullable(date).map(DateTimeFormatter.ofPattern(form, Locale.UK)::format);
    }
    return switch (token) {
      case "yearday" -> Optional.ofNullable(date).map(d -> Integer.toString(d.getDayOfYear()));
      case "y_day" -> Optional.ofNullable(date).map(d -> "%03d".formatted(d.getDayOfYear()));
      case "weekday" ->
          Optional.ofNullable(date).map(d -> Integer.toString(d.getDayOfWeek().getValue() % 7));
      case "title" -> Optional.of(title(engine, facts));
      case "slug" -> Optional.of(slug(engine, facts));
      case "post_title", "slugified_title" -> Optional.of(Slugs.fromTitle(facts.title()));
      case "filename", "contentbasename" -> Optional.of(inPattern(facts.base()));
      case "name", "basename" -> Optional.of(facts.base());
      case "slugorfilename", "slugorcontentbasename" -> Optional.of(inPattern(facts.name()));
      case "section", "collection" -> Optional.of(facts.folders().isEmpty() ? "" : first(facts));
      case "sections", "path" -> Optional.of(String.join("/", facts.folders()));
      case "categories" -> Optional.of(categories(engine, facts).toLowerCase(Locale.ROOT));
      case "slugified_categories" ->
          Optional.of(joined(facts.categories(), "/").toLowerCase(Locale.ROOT));
      case "category" ->
          Optional.of(
              facts.categories().isEmpty() ? "uncategorized" : joined(facts.categories(), "/"));
      case "output_ext" -> Optional.of(".html");
      default -> Optional.empty();
    };
  }

  private static String first(Facts facts) {
    return facts.folders().get(0);
  }

  private static String title(Engine engine, Facts facts) {
    if (engine == Engine.HUGO) {
      return inPattern(facts.title());
    }
    if (engine == Engine.HEXO) {
      return joined(facts.folders(), "/") + "/" + facts.base();
    }
    return facts.name().replaceAll(JEKYLLS, "-");
  }

  /** What begins a fragment, and has none behind it, is left out. */
  private static String inPattern(String name) {
    return HugoPath.of(name).replaceFirst("#$", "");
  }

  private static String slug(Engine engine, Facts facts) {
    if (engine == Engine.HUGO) {
      return inPattern(facts.slug().isEmpty() ? facts.title() : facts.slug());
    }
    return facts.name().toLowerCase(Locale.ROOT).replaceAll("[^\\p{M}\\p{L}\\p{N}]+", "-");
  }

  /** Jekyll encodes a blank, and makes no hyphen of it. */
  private static String categories(Engine engine, Facts facts) {
    return engine == Engine.JEKYLL
        ? facts.categories().stream()
            .map(name -> name.strip().replaceAll(JEKYLLS_WITH_BLANKS, "-"))
            .collect(Collectors.joining("/"))
        : joined(facts.categories(), "/");
  }

  private static String joined(List<String> names, String separator) {
    return names.stream()
        .map(name -> name.strip().replaceAll(JEKYLLS, "-"))
        .collect(Collectors.joining(separator));
  }
}
