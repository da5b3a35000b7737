package dev.galley.render.theme;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The plain theme: logic-less templates that escape everything but a post's sanitised fragment.
 * Thread-safe.
 */
public final class Theme {

  private static final List<String> TEMPLATES =
      List.of("page", "list", "notice", "head", "masthead", "foot", "links");

  private record Site(String title, String language, String stylesheet) {}

  // What HTML needs in text and in quoted attributes; the library's own also encodes '=' and '`'.
  private static final Mustache.Escaper ESCAPER =
      Escapers.simple(
          new String[][] {
            {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}
          });

  private final Site site;
  private final byte[] stylesheet;
  private final long look;
  private final Template page;
  private final Template list;
  private final Template notice;

  public Theme(SiteProperties properties) {
    stylesheet = resource("site.css");
    look = look(properties);
    site = new Site(properties.title(), properties.language(), stylesheetPath(stylesheet));
    Mustache.Compiler compiler =
        Mustache.compiler()
            .withEscaper(ESCAPER)
            .emptyStringIsFalse(true)
            .withLoader(Theme::partial);
    page = compile(compiler, "page");
    list = compile(compiler, "list");
    notice = compile(compiler, "notice");
  }

  /** What all pages have in common; differs when templates, styles or the site's own data do. */
  public long look() {
    return look;
  }

  private static long look(SiteProperties properties) {
    CRC32 sum = new CRC32();
    TEMPLATES.forEach(name -> sum.update(resource(name + ".mustache")));
    sum.update(resource("site.css"));
    sum.update(properties.toString().getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  /** The whole page of a post. */
  public String page(PageView view) {
    return write(page, view);
  }

  /** A page of a list. */
  public String list(ListView view) {
    return write(list, view);
  }

  /** A page that says why there is no other one. */
  public String notice(NoticeView view) {
    return write(notice, view);
  }

  /** The style sheet in UTF-8. */
  public byte[] stylesheet() {
    return stylesheet.clone();
  }

  /** Where pages look for the style sheet. */
  public String stylesheetPath() {
    return site.stylesheet();
  }

  /** The site's icon, an SVG. */
  public byte[] icon() {
    return resource("favicon.svg");
  }

  /** Whether a path is the icon's, also that where browsers look by themselves. */
  public static boolean isIcon(String path) {
    return path.equals("/favicon.svg") || path.equals("/favicon.ico");
  }

  /** Whether a path is the style sheet's, of this release or of one that older pages name. */
  public static boolean isStylesheet(String path) {
    return path.startsWith("/theme/site.") && path.endsWith(".css");
  }

  private String write(Template template, Object view) {
    StringWriter html = new StringWriter();
    template.execute(view, new Parent(site), html);
    return html.toString();
  }

  private record Parent(Site site) {}

  private static Template compile(Mustache.Compiler compiler, String name) {
    try (Reader source = partial(name)) {
      return compiler.compile(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader partial(String name) {
    return new InputStreamReader(open(name + ".mustache"), StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Theme.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("The theme lacks " + name);
    }
    return in;
  }

  /** Named by its content, so that browsers may keep it for ever. */
  private static String stylesheetPath(byte[] css) {
    byte[] digest = Sha256.of(css);
    return "/theme/site." + HexFormat.of().formatHex(digest, 0, 6) + ".css";
  }
}
