package dev.galley.render.markdown.kramdown.block;

import dev.galley.render.markdown.kramdown.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a table, cut at its pipes, but not inside code. */
record TableRow(List<String> cells) {

  // A run of backticks and what follows to an equal run, an escaped character, or a pipe.
  private static final Pattern PIECE =
      Pattern.compile("(`++)(?:.*?)\\1|<code[^>]*>.*?</code>|\\\\.|(?<pipe>\\|)");

  static boolean hasPipe(String line) {
    int pipe = line.indexOf('|');
    if (pipe < 0) {
      return false;
    }
    Matcher piece = PIECE.matcher(line);
    while (piece.find()) {
      if (piece.group("pipe") != null) {
        return true;
      }
    }
    return false;
  }

  static TableRow of(String line, boolean leadingPipe) {
    List<String> cells = new ArrayList<>();
    Matcher piece = PIECE.matcher(line);
    int start = 0;
    while (piece.find()) {
      if (piece.group("pipe") != null) {
        cells.add(cell(line.substring(start, piece.start())));
        start = piece.end();
      }
    }
    cells.add(cell(line.substring(start)));
    if (leadingPipe && cells.get(0).isEmpty()) {
      cells.remove(0);
    }
    if (!cells.isEmpty() && cells.get(cells.size() - 1).isEmpty()) {
      cells.remove(cells.size() - 1);
    }
    return new TableRow(cells);
  }

  private static String cell(String text) {
    return Characters.stripped(text).replace("\\|", "|");
  }
}
