package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.tree.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's rows in its head, bodies and foot, and how its columns are aligned. */
final class TableSections {

  private static final Pattern SEPARATOR = Pattern.compile("[+|: \\t-]*-[+|: \\t-]*");
  private static final Pattern FOOT = Pattern.compile("[+|: \\t=]*=[+|: \\t=]*");
  private static final Pattern ALIGNMENT = Pattern.compile("(:?)-+(:?)");

  private record Section(String name, List<TableRow> rows) {}

  private final List<Section> sections = new ArrayList<>();
  private final List<String> alignments = new ArrayList<>();
  private List<TableRow> rows = new ArrayList<>();
  private boolean foot;

  private TableSections() {}

  static TableSections of(List<String> lines) {
    TableSections table = new TableSections();
    boolean leadingPipe = Characters.stripped(lines.get(0)).startsWith("|");
    lines.forEach(line -> table.add(line, leadingPipe));
    table.end(table.foot ? "tfoot" : "tbody");
    return table;
  }

  static boolean isSeparator(String line) {
    return SEPARATOR.matcher(line).matches();
  }

  private void add(String line, boolean leadingPipe) {
    if (isSeparator(line)) {
      separate(line);
    } else if (FOOT.matcher(line).matches()) {
      end("tbody");
      foot = true;
    } else {
      rows.add(TableRow.of(line, leadingPipe));
    }
  }

  private void separate(String line) {
    if (rows.isEmpty()) {
      return;
    }
    if (!alignments.isEmpty() || foot) {
      if (!foot) {
        end("tbody");
      }
      return;
    }
    end("thead");
    Matcher column = ALIGNMENT.matcher(line);
    while (column.find()) {
      boolean left = !column.group(1).isEmpty();
      boolean right = !column.group(2).isEmpty();
      alignments.add(left && right ? "center" : left ? "left" : right ? "right" : "");
    }
  }

  private void end(String section) {
    if (!rows.isEmpty()) {
      sections.add(new Section(section, rows));
      rows = new ArrayList<>();
    }
  }

  private int columns() {
    return sections.stream()
        .flatMap(section -> section.rows().stream())
        .mapToInt(row -> row.cells().size())
        .max()
        .orElse(0);
  }

  /** Whether there is a body, and the table is no larger than anyone would write. */
  boolean isTable(int maxCells) {
    long height = sections.stream().mapToLong(section -> section.rows().size()).sum();
    return sections.stream().anyMatch(section -> section.name().equals("tbody"))
        && height * columns() <= maxCells;
  }

  /** Adds the sections to a table, and tells of each cell and its text. */
  void appendTo(Node table, BiConsumer<Markup, String> cells) {
    int columns = columns();
    for (Section section : sections) {
      Markup sectionNode = Markup.of(section.name());
      table.appendChild(sectionNode);
      for (TableRow row : section.rows()) {
        Markup rowNode = Markup.of("tr");
        sectionNode.appendChild(rowNode);
        for (int i = 0; i < columns; i++) {
          Markup cell = cell(section, i);
          rowNode.appendChild(cell);
          cells.accept(cell, i < row.cells().size() ? row.cells().get(i) : "");
        }
      }
    }
  }

  private Markup cell(Section section, int column) {
    Markup cell = Markup.of(section.name().equals("thead") ? "th" : "td");
    String alignment = column < alignments.size() ? alignments.get(column) : "";
    return alignment.isEmpty() ? cell : cell.with("style", "text-align: " + alignment);
  }
}
