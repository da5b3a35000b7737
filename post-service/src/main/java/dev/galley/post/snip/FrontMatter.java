package dev.galley.post.snip;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlFactory;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * Metadata before the content, in the forms that site generators have for it: YAML between {@code
 * ---} lines, TOML between {@code +++} lines, a JSON object, or what is in one between {@code ;;;}
 * lines.
 */
public final class FrontMatter {

  private static final int MAX_CHARS = MetadataParser.MAX_CHARS;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MetadataParser.MAX_DEPTH)
          .maxStringLength(MAX_CHARS)
          .maxNumberLength(100)
          .maxNameLength(1000)
          .build();
  private static final ObjectReader TOML =
      maps(TomlMapper.builder(TomlFactory.builder().streamReadConstraints(LIMITS).build()).build());
  private static final ObjectReader JSON =
      maps(
          JsonMapper.builder(
                  JsonFactory.builder()
                      .streamReadConstraints(LIMITS)
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build())
              .build());

  /** A line that opens front matter; a language may be named behind three hyphens. */
  private static final Pattern OPENING =
      Pattern.compile("(---([a-zA-Z]*)|\\+\\+\\+|;;;)[ \\t]*\\R?");

  /** Not a template tag or an attribute list, which begin with a brace as well. */
  private static final Pattern OBJECT = Pattern.compile("\\{\\s*[\"}]");

  private FrontMatter() {}

  /**
   * Splits a text that begins with metadata, perhaps after empty lines.
   *
   * @return empty for a text that does not
   * @throws BrokenSnip when the metadata does not end or cannot be read
   */
  static Optional<Snip> split(String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    Matcher opening = OPENING.matcher(text).region(start, text.length());
    if (opening.lookingAt() && endsLine(text, opening.end())) {
      return Optional.of(fenced(text, opening));
    }
    return OBJECT.matcher(text).region(start, text.length()).lookingAt()
        ? Optional.of(object(text, start))
        : Optional.empty();
  }

  /**
   * Reads what is nothing but names and values, such as an engine's configuration.
   *
   * @param language yaml, yml, toml or json
   * @throws BrokenSnip when it cannot be read
   */
  public static Map<String, Object> parse(String text, String language) {
    return read(text, language, 0);
  }

  private static boolean endsLine(String text, int end) {
    return end == text.length() || text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r';
  }

  private static Snip fenced(String text, Matcher opening) {
    String fence = opening.group().substring(0, 3);
    int start = opening.end();
    for (int line = start; line < text.length(); line = afterLine(text, line)) {
      int end = afterLine(text, line);
      String closing = text.substring(line, end).stripTrailing();
      if (closing.equals(fence) || (fence.equals("---") && closing.equals("..."))) {
        int linesBefore = lines(text.substring(0, start));
        String metadata = text.substring(start, line);
        return new Snip(
            text.substring(end),
            fence.equals(";;;")
                ? read("{" + metadata + "}", "json", linesBefore)
                : read(metadata, language(fence, opening.group(2)), linesBefore));
      }
    }
    throw BrokenSnip.atLine(
        lines(text.substring(0, start)), "front matter without a closing " + fence);
  }

  private static String language(String fence, String named) {
    if (fence.equals("+++")) {
      return "toml";
    }
    return named.isEmpty() ? "yaml" : named.toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> read(String metadata, String language, int linesBefore) {
    if (metadata.length() > MAX_CHARS) {
      throw BrokenSnip.atLine(linesBefore + 1, "metadata of more than " + MAX_CHARS / 1024 + " KB");
    }
    return switch (language) {
      case "yaml", "yml" -> MetadataParser.parse(metadata, linesBefore);
      case "toml" -> read(TOML, "TOML", metadata, linesBefore);
      case "json" -> read(JSON, "JSON", metadata, linesBefore);
      default ->
          throw BrokenSnip.atLine(linesBefore, "front matter in a language that is not read");
    };
  }

  private static Map<String, Object> read(
      ObjectReader reader, String language, String metadata, int linesBefore) {
    try {
      Map<?, ?> read = reader.readValue(metadata);
      return read == null ? Map.of() : MetadataWriter.normal(read);
    } catch (JacksonException e) {
      throw broken(language, linesBefore, e);
    }
  }

  private static Snip object(String text, int start) {
    int linesBefore = lines(text.substring(0, start));
    String head = text.substring(start, Math.min(text.length(), start + MAX_CHARS));
    try (JsonParser parser = JSON.createParser(head)) {
      Map<?, ?> read =
          JSON.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readValue(parser);
      int end = start + (int) parser.currentLocation().getCharOffset();
      return new Snip(text.substring(end), MetadataWriter.normal(read));
    } catch (JacksonException e) {
      throw broken("JSON", linesBefore, e);
    }
  }

  private static BrokenSnip broken(String language, int linesBefore, JacksonException failure) {
    int line = failure.getLocation() == null ? 1 : Math.max(1, failure.getLocation().getLineNr());
    String problem = String.valueOf(failure.getOriginalMessage()).replaceAll("\\s+", " ");
    return BrokenSnip.atLine(
        linesBefore + line,
        "metadata is not "
            + language
            + ": "
            + (problem.length() <= 200 ? problem : problem.substring(0, 200) + "…"));
  }

  private static ObjectReader maps(ObjectMapper mapper) {
    return mapper.readerFor(Map.class);
  }

  static int afterLine(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline + 1;
  }

  static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }
}
