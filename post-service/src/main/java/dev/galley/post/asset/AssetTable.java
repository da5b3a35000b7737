package dev.galley.post.asset;

import dev.galley.web.TableCell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A table (CSV in UTF-8) with a line for each file of which something is to be said, as exports
 * hold it and imports read it: {@code file}, where it lies, seen from the table, and as far as
 * somebody knows them {@code name}, {@code former} (old addresses with blanks between), {@code
 * alt}, {@code decorative} and {@code private}. The first line says which columns there are.
 */
public final class AssetTable {

  /** What the table of an archive is called. */
  public static final String NAME = "images.csv";

  private static final String FILE = "file";
  private static final String FORMER = "former";
  private static final String ALT = "alt";
  private static final String DECORATIVE = "decorative";
  private static final String PRIVATE = "private";
  private static final String CALLED = "name";

  /** A table of other things may name files, too. */
  private static final List<String> SAYING = List.of(FORMER, ALT, DECORATIVE, PRIVATE);

  private static final int HEAD_BYTES = 4096;
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final Pattern ORIGIN = Pattern.compile("(?i)^(?:https?:)?//[^/?#]*");
  private static final Pattern QUERY = Pattern.compile("[?#].*$", Pattern.DOTALL);
  private static final Set<String> NO = Set.of("false", "no", "off", "0");

  private static final CSVFormat READ =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private static final CSVFormat WRITTEN =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(FILE, CALLED, FORMER, ALT, DECORATIVE, PRIVATE)
          .get();

  private AssetTable() {}

  /**
   * What a table says of a file.
   *
   * @param number of the line where it ends, the first one being 1
   * @param file as it stands there
   * @param name what it is called; null where the table does not say
   * @param former its old addresses, decoded: paths that begin with a slash
   * @param isPrivate whether nobody sees it unless a live page uses it; null where the table does
   *     not say
   */
  public record Line(
      long number,
      String file,
      @Nullable String name,
      List<String> former,
      @Nullable String alt,
      boolean decorative,
      @Nullable Boolean isPrivate) {}

  /** Takes a line. */
  @FunctionalInterface
  public interface Reading {

    void take(Line line) throws IOException;
  }

  /** Whether a file begins as a table of files does that says something of them. */
  public static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isOne(in.readNBytes(HEAD_BYTES));
    }
  }

  /** Whether bytes begin so. */
  public static boolean isOne(byte[] file) {
    String head = new String(file, 0, Math.min(file.length, HEAD_BYTES), StandardCharsets.UTF_8);
    String first = head.lines().findFirst().orElse("");
    try (CSVParser records = parser(new StringReader(first))) {
      Map<String, Integer> columns = records.getHeaderMap();
      return columns.containsKey(FILE) && SAYING.stream().anyMatch(columns::containsKey);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** It is no table of files, or broken. The message says so to people. */
  public static final class Unreadable extends IOException {

    private static final long serialVersionUID = 1L;

    private Unreadable(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads a table, a line at a time.
   *
   * @throws Unreadable when it cannot be read on
   * @throws IOException when its bytes do not come, or whoever takes a line fails so
   */
  public static void read(InputStream table, Reading reading) throws IOException {
    try (CSVParser records =
        parser(new InputStreamReader(table, StandardCharsets.UTF_8.newDecoder()))) {
      if (!records.getHeaderMap().containsKey(FILE)) {
        throw new Unreadable("its first line names no column '" + FILE + "'", null);
      }
      for (CSVRecord record : records) {
        reading.take(line(records.getCurrentLineNumber(), record));
      }
    } catch (CSVException | CharacterCodingException | IllegalArgumentException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    }
  }

  private static Unreadable unreadable(Throwable cause) {
    return new Unreadable(
        cause instanceof CharacterCodingException ? "it is not in UTF-8" : cause.getMessage(),
        cause);
  }

  private static CSVParser parser(Reader reader) throws IOException {
    BufferedReader text = new BufferedReader(reader);
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return READ.parse(text);
  }

  private static Line line(long number, CSVRecord record) {
    String former = get(record, FORMER);
    String isPrivate = get(record, PRIVATE);
    return new Line(
        number,
        String.valueOf(get(record, FILE)),
        get(record, CALLED),
        former == null
            ? List.of()
            : Arrays.stream(former.split("\\s+")).map(AssetTable::path).toList(),
        get(record, ALT),
        "true".equalsIgnoreCase(get(record, DECORATIVE)),
        // As a post's metadata: whatever is no "no" keeps it from readers.
        isPrivate == null ? null : !NO.contains(isPrivate.toLowerCase(Locale.ROOT)));
  }

  private static @Nullable String get(CSVRecord record, String column) {
    String value = record.isSet(column) ? record.get(column) : "";
    return value.isBlank() ? null : TableCell.text(value);
  }

  /**
   * The path of an old address, decoded. They are given as somebody copied them from a browser, or
   * as people write them.
   */
  public static String path(String address) {
    String path = QUERY.matcher(ORIGIN.matcher(address).replaceFirst("")).replaceFirst("");
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  /**
   * Writes a table, the same facts always as the same bytes.
   *
   * @param place where a file of a name lies, seen from the table
   */
  public static void write(
      SortedMap<String, AssetFacts> facts, UnaryOperator<String> place, OutputStream out)
      throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, WRITTEN)) {
      for (Map.Entry<String, AssetFacts> one : facts.entrySet()) {
        AssetFacts said = one.getValue();
        printer.printRecord(
            TableCell.of(place.apply(one.getKey())),
            TableCell.of(one.getKey()),
            String.join(" ", said.former().stream().map(AssetTable::encoded).toList()),
            said.alt() == null ? null : TableCell.of(said.alt()),
            said.decorative() ? true : "",
            said.shared() == null ? "" : !said.shared());
      }
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String name) {
    return "/" + UriUtils.encodePath(name, StandardCharsets.UTF_8);
  }
}
