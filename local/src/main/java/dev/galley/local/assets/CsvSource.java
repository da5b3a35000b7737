package dev.galley.local.assets;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table with a line for each file: {@code file} (relative to the table's folder), and as far as
 * somebody knows them {@code name}, {@code former} (old addresses with blanks between), {@code alt}
 * and {@code decorative}. The first line says which columns there are.
 */
public final class CsvSource implements AssetSource {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private final Path table;

  public CsvSource(Path table) {
    this.table = table.toAbsolutePath();
  }

  @Override
  public void forEach(Taking taking) throws IOException {
    try (Reader reader = Files.newBufferedReader(table, StandardCharsets.UTF_8);
        CSVParser records = FORMAT.parse(reader)) {
      if (!records.getHeaderMap().containsKey("file")) {
        throw new IOException("The first line of " + table + " names no column 'file'");
      }
      for (CSVRecord record : records) {
        taking.take(foreign(record));
      }
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      throw new IOException(table + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Foreign foreign(CSVRecord record) {
    String file = String.valueOf(get(record, "file"));
    Path path = table.resolveSibling(file);
    String name = get(record, "name");
    String former = get(record, "former");
    return new Foreign(
        "line " + record.getRecordNumber() + ", " + file,
        AssetSource.name(name == null ? file : name),
        former == null ? List.of() : Arrays.asList(former.split("\\s+")),
        get(record, "alt"),
        "true".equalsIgnoreCase(get(record, "decorative")),
        () -> Files.newInputStream(path));
  }

  private static @Nullable String get(CSVRecord record, String column) {
    String value = record.isSet(column) ? record.get(column) : "";
    return value.isBlank() ? null : value;
  }
}
