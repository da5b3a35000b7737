package dev.galley.render.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a body into text and tags. Nothing of it is ever executed. */
final class TemplateParser {

  private static final int MAX_TAGS = 2000;

  /**
   * {@code <%= .. %>}, {@code <% .. %>}, a comment {@code <%# .. %>}, or the literal {@code <%%}.
   */
  private static final Pattern TAG =
      Pattern.compile("<%%|<%(?<sign>[=#-]?)(?<code>.*?)-?%>", Pattern.DOTALL);

  /** The one loop that posts use; its shape is fixed, so there is nothing to run. */
  private static final Pattern LOOP =
      Pattern.compile(
          "<%-?\\s*(?<list>Bloggable|ShowAndTell)\\.all\\.to_enum\\.with_index\\(1\\)\\.reverse_each"
              + " do \\|snip, index\\|\\s*-?%>\\s*"
              + "<%=\\s*content_tag\\(:li, link_to_snip\\(snip\\), value: index\\)\\s*-?%>\\s*"
              + "<%-?\\s*end\\s*-?%>");

  private final String body;
  private final List<Segment> segments = new ArrayList<>();

  private TemplateParser(String body) {
    this.body = body;
  }

  /**
   * @throws TemplateFault for a tag that is not one of the helpers
   */
  static List<Segment> parse(String body) {
    return new TemplateParser(body).parse();
  }

  private List<Segment> parse() {
    Matcher tag = TAG.matcher(body);
    int done = 0;
    while (tag.find(done)) {
      text(done, tag.start());
      if (segments.size() > 2 * MAX_TAGS) {
        throw new TemplateFault("There are more than " + MAX_TAGS + " template tags");
      }
      done = tag(tag);
    }
    text(done, body.length());
    return segments;
  }

  /** Adds what the tag stands for and returns where it ends. */
  private int tag(Matcher tag) {
    int line = lineAt(tag.start());
    if (tag.group("sign") == null) {
      segments.add(new Segment.Text("<%"));
    } else if (tag.group("sign").equals("=")) {
      segments.add(new Segment.Output(ExpressionParser.parse(tag.group("code"), line), line));
    } else if (!tag.group("sign").equals("#")) {
      return loop(tag, line);
    }
    return tag.end();
  }

  private int loop(Matcher tag, int line) {
    Matcher loop = LOOP.matcher(body).region(tag.start(), body.length());
    if (!loop.lookingAt()) {
      String code = tag.group("code").strip();
      throw TemplateFault.at(line, "the template tag '" + shortened(code) + "' is not known");
    }
    PostList list =
        loop.group("list").equals("Bloggable") ? PostList.BLOGGABLE : PostList.SHOW_AND_TELL;
    segments.add(new Segment.Loop(list, line));
    return loop.end();
  }

  private void text(int from, int to) {
    if (from < to) {
      segments.add(new Segment.Text(body.substring(from, to)));
    }
  }

  private int lineAt(int position) {
    return 1 + (int) body.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  private static String shortened(String code) {
    return code.length() <= 60 ? code : code.substring(0, 60) + "…";
  }
}
