package dev.galley.render.template;

import dev.galley.render.markdown.dialect.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each helper returns: the closed set. */
final class HelperCalls {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]+");
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-z0-9_-]*");

  private final Inclusions inclusions;
  private final Slots slots;
  private final Function<Snip, String> rendering;

  /**
   * @param rendering renders a post that is included
   */
  HelperCalls(Inclusions inclusions, Slots slots, Function<Snip, String> rendering) {
    this.inclusions = inclusions;
    this.slots = slots;
    this.rendering = rendering;
  }

  String output(Segment.Output tag) {
    return call(tag.call(), tag.line());
  }

  String loop(PostList list) {
    inclusions.lists.add(list);
    var posts = inclusions.library.all(list);
    StringBuilder items = new StringBuilder();
    for (var post : posts) {
      items.append("<li>").append(Markup.link("/" + post.slug(), post.title())).append("</li>\n");
    }
    return slots.keep(items.toString());
  }

  private String call(Expression.Call call, int line) {
    return switch (call.helper()) {
      case "by" -> by(slug(call, line));
      case "image_path" -> Markup.imagePath(literal(call, 0, 1, line));
      case "image_tag" -> imageTag(call, line);
      case "link_to" -> linkTo(call, line);
      case "include_snip" -> slots.keep(include("include_snip", slug(call, line), line));
      case "project" -> slots.keep(project(slug(call, line), line));
      case "member" -> slots.keep(member(slug(call, line), line));
      default ->
          throw TemplateFault.at(line, "the template tag '" + call.helper() + "' is not known");
    };
  }

  private static String by(String name) {
    return "<em>&mdash; " + Markup.link("/" + name, Names.initialsOf(name)) + "</em>";
  }

  private static String imageTag(Expression.Call call, int line) {
    Map<String, String> attributes = attributes(call, line);
    attributes.put("src", Markup.imagePath(literal(call, 0, 1, line)));
    return "<img" + Markup.attributes(attributes) + " />";
  }

  private String linkTo(Expression.Call call, int line) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", address(call, line));
    attributes.putAll(attributes(call, line));
    String label =
        call.arguments().get(0) instanceof Expression.Call image
            ? call(image, line)
            : Markup.escape(literal(call, 0, 2, line));
    return "<a" + Markup.attributes(attributes) + ">" + label + "</a>";
  }

  private String address(Expression.Call call, int line) {
    return call.arguments().size() == 2 && call.arguments().get(1) instanceof Expression.Call path
        ? call(path, line)
        : literal(call, 1, 2, line);
  }

  private String include(String helper, String slug, int line) {
    return inclusions
        .library
        .find(slug)
        .map(rendering)
        .orElseGet(() -> missing(helper, slug, line));
  }

  private String missing(String helper, String slug, int line) {
    inclusions.revisions.put(slug, 0L);
    inclusions.findings.add(
        new Finding(
            Finding.Code.MISSING_POST,
            "Line " + line + ": " + helper + " '" + slug + "': no such post is live",
            ""));
    return "";
  }

  private String project(String slug, int line) {
    String name =
        inclusions.library.find(slug).map(Snip::displayName).orElseGet(() -> Names.titleOf(slug));
    return "<div class=\"project-desc\">\n<h3>"
        + Markup.escape(name)
        + "</h3>\n"
        + include("project", slug, line)
        + "</div>";
  }

  private String member(String slug, int line) {
    String biography = include("member", slug, line);
    return inclusions
        .library
        .find(slug)
        .map(person -> Member.card(person, biography))
        .orElseGet(() -> "<h3>" + Markup.escape(Names.titleOf(slug)) + "</h3>");
  }

  private static String slug(Expression.Call call, int line) {
    String slug = literal(call, 0, 1, line);
    if (!SLUG.matcher(slug).matches()) {
      throw TemplateFault.at(line, call.helper() + " wants the name of a post, not '" + slug + "'");
    }
    return slug;
  }

  private static String literal(Expression.Call call, int index, int arguments, int line) {
    if (call.arguments().size() == arguments
        && call.arguments().get(index) instanceof Expression.Literal literal) {
      return literal.value();
    }
    throw TemplateFault.at(line, call.helper() + " cannot be used like this");
  }

  private static Map<String, String> attributes(Expression.Call call, int line) {
    return call.options().entrySet().stream()
        .collect(
            Collectors.toMap(
                option -> name(option.getKey(), line),
                option -> value(call, option.getValue(), line),
                (first, second) -> second,
                LinkedHashMap::new));
  }

  private static String name(String attribute, int line) {
    if (!ATTRIBUTE.matcher(attribute).matches()) {
      throw TemplateFault.at(line, "'" + attribute + "' is no attribute");
    }
    return attribute;
  }

  private static String value(Expression.Call call, Expression value, int line) {
    if (value instanceof Expression.Literal literal) {
      return literal.value();
    }
    throw TemplateFault.at(line, call.helper() + " cannot be used like this");
  }
}
