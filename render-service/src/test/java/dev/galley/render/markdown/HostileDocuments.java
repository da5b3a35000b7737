package dev.galley.render.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Documents made to hang a parser, to overflow its stack or to fill the memory. Most come from the
 * issue trackers of flexmark (#496, #573, #626, #648), commonmark-java and cmark ("pathological
 * tests").
 */
final class HostileDocuments {

  private final Map<String, Source> documents = new LinkedHashMap<>();

  static Map<String, Source> all() {
    HostileDocuments hostile = new HostileDocuments();
    hostile.addBackslashes();
    hostile.addBrackets();
    hostile.addEmphasis();
    hostile.addCode();
    hostile.addNesting();
    hostile.addDefinitions();
    hostile.addRawHtml();
    hostile.addSizes();
    hostile.addKramdown();
    hostile.addGfm();
    hostile.addHtmlFormat();
    return hostile.documents;
  }

  private void addBackslashes() {
    for (int count : new int[] {20, 40, 400, 60_000}) {
      markdown("bracket and " + count + " backslashes", "[" + "\\".repeat(count));
    }
    markdown("reference and backslashes", "[a][" + "\\".repeat(20) + "…" + "\\".repeat(20));
    markdown("escaped brackets", "[" + "\\]".repeat(20_000));
    markdown("title of escapes", "[a](b '" + "\\'".repeat(20_000));
    markdown("backslashes at line ends", "a\\\n".repeat(20_000));
  }

  private void addBrackets() {
    for (String piece : new String[] {"[a](", "[](", "[a](<", "[a](b", "![a](", "[a][", "[^a]["}) {
      markdown("unclosed " + piece, piece.repeat(15_000));
    }
    for (String piece : new String[] {"[", "![", "]", "[a]", "[]", "[![", "[*", "*[", "[a](b) "}) {
      markdown("many " + piece, lines(piece, 100, 500));
    }
    markdown("nested brackets", lines("[", 500, 20) + "a" + lines("]", 500, 20));
    markdown("nested images", lines("![", 400, 20) + "a" + lines("](b)", 250, 20));
    markdown("brackets in links", "[a](" + lines("(", 500, 40) + lines(")", 500, 40) + ")");
    markdown("alternating brackets", lines("[a [b] ", 1000, 20));
  }

  private void addEmphasis() {
    for (String piece :
        new String[] {"*", "_", "**", "*_", "* ", "_a ", "*a_ ", "*a **a ", "__a *b "}) {
      markdown("many " + piece, lines(piece, 200, 100));
    }
    markdown("5000 underscores", "_".repeat(5000));
    markdown("nested strong", "*a **a ".repeat(2000) + "b** b*".repeat(2000));
    markdown("a**b c*", "a**b" + "c* ".repeat(20_000));
    markdown("strike", "~~a ".repeat(10_000));
    markdown("quotes", "\"'".repeat(20_000));
    markdown("mixed openers", "*_[`<".repeat(10_000));
  }

  private void addCode() {
    markdown(
        "backtick runs of rising length",
        IntStream.range(1, 700)
            .mapToObj(i -> "e" + "`".repeat(i))
            .collect(Collectors.joining("\n")));
    markdown("single backticks", "`a ".repeat(20_000) + "``");
    markdown("unclosed fences", "```\na\n~~~~\n".repeat(1) + "````` x y\n".repeat(20_000));
    markdown(
        "fences of falling length",
        IntStream.range(1, 600)
            .mapToObj(i -> "`".repeat(700 - i))
            .collect(Collectors.joining("\n")));
  }

  private void addNesting() {
    for (int depth : new int[] {49, 1000, 5000}) {
      markdown(depth + " quotations", "> ".repeat(depth) + "a");
      markdown(depth + " items in a line", "* ".repeat(depth) + "a");
      markdown(depth + " numbers in a line", "1. ".repeat(depth) + "a");
    }
    markdown("20000 quotation marks", ">".repeat(20_000));
    markdown("nested list of 500", staircase("* a", 2, 500));
    markdown("nested list of 200 by tabs", staircase("* a", 4, 200));
    markdown("nested list of 40", staircase("* a", 4, 40));
    markdown("lines of deep quotations", ("> ".repeat(48) + "a\n").repeat(1500));
    markdown("quoted lists", "> * ".repeat(24) + "a\n" + "b\n".repeat(5000));
  }

  private void addDefinitions() {
    String definitions =
        IntStream.range(0, 5000)
            .mapToObj(i -> "[" + i + "]: /" + i)
            .collect(Collectors.joining("\n"));
    markdown("5000 definitions", definitions + "\n\n" + definitions.replace("]: /", "] "));
    markdown("long definition", "[l]: <https://e.com/" + "A".repeat(60_000) + ">\n\n[l]");
    markdown(
        "long address used often", "[l]: /" + "ab".repeat(20_000) + "\n\n" + "[l] ".repeat(15_000));
    markdown("definition of quotes", "[l]: " + "a \" ".repeat(15_000));
    markdown("unfinished definitions", "[a]: \n".repeat(1500) + "[");
    markdown("footnotes of footnotes", notes(1500));
    markdown("one footnote used often", "[^a]: b\n\n" + "[^a] ".repeat(10_000));
    markdown("footnotes in footnotes", "[^a]: ".repeat(5000) + "b");
  }

  private void addRawHtml() {
    markdown("long comment", "a <!-- " + "a ".repeat(30_000) + "-->");
    markdown("unclosed comments", "a <!-- ".repeat(8000));
    markdown("comment openings", "<!--".repeat(10_000));
    markdown("many attributes", "<a " + "b='c' ".repeat(10_000) + ">");
    markdown("unclosed quotes", "<a b='".repeat(8000));
    markdown("unclosed bold", lines("<b>", 300, 60));
    markdown("unclosed blocks", "<div>\n".repeat(20_000));
    markdown("unclosed blocks with Markdown", "<div markdown=\"1\">\n".repeat(10_000));
    markdown(
        "closed blocks with Markdown",
        "<div markdown=\"1\">\n".repeat(3000) + "</div>\n".repeat(3000));
    markdown("closing tags", "</div>\n".repeat(20_000) + lines("</b>", 500, 20));
    markdown("angles", lines("<", 500, 60) + lines("<a", 500, 40) + lines("<?", 500, 40));
    markdown("autolinks", lines("<a@", 500, 40) + lines("<http:", 500, 20));
    markdown("entities", lines("&#x", 300, 60) + lines("&a", 300, 60));
    markdown("formatting elements", formatting());
  }

  private void addSizes() {
    markdown("a megabyte of newlines", "\n".repeat(1024 * 1024));
    markdown("a megabyte in one line", "a ".repeat(512 * 1024));
    markdown("more than a megabyte", "a".repeat(1024 * 1024 + 1));
    markdown("a megabyte of lines", "aaaa bbbb\n".repeat(100_000));
    markdown("a megabyte of paragraphs", "a\n\n".repeat(340_000));
    markdown("a megabyte of items", "* a\n".repeat(260_000));
    markdown("a megabyte of headings", "# a\n".repeat(260_000));
    markdown("setext", "a\n=\n".repeat(20_000));
    markdown("underlines", "a\n" + "=\n".repeat(20_000));
    markdown("breaks", "---\n\n".repeat(20_000));
    markdown("table of 5000 columns", "|" + "a|".repeat(5000) + "\n|" + "-|".repeat(5000));
    markdown("table of 20000 rows", "| a | b |\n".repeat(20_000));
    markdown("tables that are none", "| a\nb\n\n".repeat(10_000) + "| a\n".repeat(10_000) + "b");
    markdown("wide table of short rows", "|" + "a|".repeat(10_000) + "\n" + "|a\n".repeat(4000));
    markdown("one character", "a".repeat(60_000));
    markdown("spaces", (" ".repeat(900) + "\n").repeat(1000));
    markdown("tabs", ("\t".repeat(900) + "a\n").repeat(1000));
  }

  private void addKramdown() {
    markdown("attribute lists", lines("{:", 300, 60) + lines("{::a", 300, 60));
    markdown("attribute list of quotes", "{: a=\"" + "\\\"".repeat(10_000) + "}");
    markdown("attributes of backslashes", "a\n{: " + "a=\"\\\\".repeat(5000) + "}");
    markdown("block attributes", "{: .a}\n".repeat(20_000));
    markdown("options without end", "{::comment}\n".repeat(5000));
    markdown("contents of many", "* a\n{:toc}\n\n".repeat(200) + "# a\n".repeat(2000));
    markdown("guillemets", lines("<< >>", 200, 60));
    markdown("dollar signs", "$$ ".repeat(20_000));
    markdown("meanings", "a\n: b\n\n\n".repeat(10_000));
    markdown("nested meanings", staircase(": a", 2, 500));
    markdown("terms", "a\n".repeat(20_000) + ": b");
    markdown(
        "abbreviations",
        IntStream.range(0, 5000).mapToObj(n -> "*[a" + n + "]: b\n").collect(Collectors.joining())
            + "\n"
            + "a ".repeat(20_000));
    markdown("a long meaning", "*[a]: " + "b".repeat(50_000) + "\n\n" + "a ".repeat(20_000));
    markdown("nul and surrogates", "\u0000\ud800".repeat(20_000));
  }

  private void addGfm() {
    for (String piece :
        new String[] {
          "www.", "http://", "a@b.", "a_b@c.d ", "~", "~~a", "- [ ] ", "|", "a|", "![a](b "
        }) {
      gfm("many " + piece, piece.repeat(60_000 / piece.length()));
      gfm("lines of " + piece, lines(piece, 1000 / piece.length(), 60));
    }
    gfm("a dotted name before an at", "a.".repeat(20_000) + "@");
    gfm("references to nothing", "[a]\n".repeat(100_000));
    gfm("titles without end", "[a]: /b 'x\n".repeat(50_000));
    gfm("pipes in a paragraph", "a|b\n".repeat(100_000));
    gfm(
        "wide table of short rows",
        "|" + "a|".repeat(5000) + "\n|" + "-|".repeat(5000) + "\n" + "|a|\n".repeat(5000));
    gfm("contents of many", "# a\n".repeat(20_000) + "\n[TOC]\n".repeat(200));
    gfm("letters from right to left", "<ul><li>".repeat(10_000) + "\u05d0");
  }

  private void gfm(String name, String text) {
    documents.put("gfm alone: " + name, new Source(Format.GFM, text));
  }

  private void addHtmlFormat() {
    html("deep divisions", "<div>".repeat(40_000));
    html("deep tables", "<table><tr><td>".repeat(12_000));
    html("deep lists", "<ul><li>".repeat(20_000));
    html("formatting elements", formatting());
    html("anchors", "<a>".repeat(40_000));
    html("misnested", "<b><p><i></b></p>".repeat(8_000));
    html("selects", "<select><option>".repeat(20_000));
    html("svg", "<svg><desc><p>".repeat(12_000));
    html("many tags", "<i></i>".repeat(140_000));
    html(
        "many attributes",
        "<a " + IntStream.range(0, 9000).mapToObj(i -> "b" + i).collect(Collectors.joining(" ")));
    html("long style", "<p style='" + "color:red;".repeat(6000) + "'>");
    html("style of parentheses", "<p style='width:" + "calc(".repeat(10_000) + "'>");
  }

  private static String formatting() {
    String open =
        IntStream.range(0, 500).mapToObj(i -> "<b class=a" + i + ">").collect(Collectors.joining());
    return open + "<p>".repeat(20_000);
  }

  private static String notes(int count) {
    return "[^0]\n\n"
        + IntStream.range(0, count)
            .mapToObj(i -> "[^" + i + "]: a [^" + (i + 1) + "] [^" + (i + 2) + "]")
            .collect(Collectors.joining("\n"));
  }

  private static String staircase(String item, int step, int depth) {
    return IntStream.range(0, depth)
        .mapToObj(i -> " ".repeat(i * step) + item)
        .collect(Collectors.joining("\n"));
  }

  /** Many of one piece, in one paragraph, but on several lines. */
  private static String lines(String piece, int inALine, int lines) {
    return (piece.repeat(inALine) + "\n").repeat(lines);
  }

  private void markdown(String name, String text) {
    documents.put(name, new Source(Format.KRAMDOWN, text));
    documents.put("gfm: " + name, new Source(Format.GFM, text));
  }

  private void html(String name, String text) {
    documents.put("html: " + name, new Source(Format.HTML, text));
  }
}
