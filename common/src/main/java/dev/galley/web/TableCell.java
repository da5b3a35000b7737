package dev.galley.web;

import java.util.regex.Pattern;

/**
 * Text in the tables (CSV) that people open in other programs, which take some texts for formulas
 * and carry them out: an apostrophe before it says that it is text. Only what is to be read by
 * people is written so; a program that reads a table of ours takes the apostrophe off.
 */
public final class TableCell {

  /** With apostrophes before it, so that one that was there before is told from ours. */
  private static final Pattern FORMULA =
      Pattern.compile("'*[=+@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20-].*", Pattern.DOTALL);

  private TableCell() {}

  /** How a text is written. */
  public static String of(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  /** The text that was written so; others as they are. */
  public static String text(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
