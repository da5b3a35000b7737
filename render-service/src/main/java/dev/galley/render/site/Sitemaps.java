package dev.galley.render.site;

import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.theme.SiteProperties;
import dev.galley.web.answer.Representation;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** What search engines are told: {@code sitemap.xml} (sitemaps.org 0.9) and {@code robots.txt}. */
final class Sitemaps {

  private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
  private static final Pattern PART = Pattern.compile("/sitemap-(\\d{1,5})\\.xml");
  // W3C date and time with an offset; without the seconds' fractions that some readers refuse.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private final SiteIndex index;
  private final SiteProperties site;
  private final int urlsPerFile;
  private final UntilChanged<String> written;

  Sitemaps(SiteIndex index, SiteProperties site, int urlsPerFile) {
    this.index = index;
    this.site = site;
    this.urlsPerFile = urlsPerFile;
    this.written = new UntilChanged<>(index, this::write);
  }

  Optional<Representation> at(String path) {
    if (path.equals("/robots.txt")) {
      return Optional.of(robots());
    }
    return path.startsWith("/sitemap") ? written.at(path) : Optional.empty();
  }

  /** Where all of this is. */
  List<String> paths() {
    List<String> paths = new ArrayList<>(List.of("/robots.txt", "/sitemap.xml"));
    int entries = index.inSitemap().size();
    for (int part = 1; entries > urlsPerFile && (part - 1L) * urlsPerFile < entries; part++) {
      paths.add("/sitemap-" + part + ".xml");
    }
    return paths;
  }

  private Optional<Representation> write(String path) {
    if (path.equals("/sitemap.xml")) {
      List<PageEntry> entries = index.inSitemap();
      return Optional.of(entries.size() > urlsPerFile ? index(entries.size()) : urls(entries));
    }
    Matcher part = PART.matcher(path);
    return part.matches()
        ? Paging.of(index.inSitemap(), Integer.parseInt(part.group(1)), urlsPerFile)
            .map(paging -> urls(paging.items()))
        : Optional.empty();
  }

  private Representation urls(List<PageEntry> entries) {
    StringBuilder xml = new StringBuilder("<urlset xmlns=\"" + NAMESPACE + "\">\n");
    for (PageEntry entry : entries) {
      String path = entry.slug().equals(SiteIndex.FRONT_PAGE) ? "/" : entry.path();
      xml.append("<url><loc>").append(location(path)).append("</loc><lastmod>");
      xml.append(TIME.format(entry.updated())).append("</lastmod></url>\n");
    }
    return xml(xml.append("</urlset>\n"));
  }

  private Representation index(int count) {
    StringBuilder xml = new StringBuilder("<sitemapindex xmlns=\"" + NAMESPACE + "\">\n");
    for (int part = 1; (part - 1L) * urlsPerFile < count; part++) {
      xml.append("<sitemap><loc>")
          .append(location("/sitemap-" + part + ".xml"))
          .append("</loc></sitemap>\n");
    }
    return xml(xml.append("</sitemapindex>\n"));
  }

  private String location(String path) {
    return HtmlUtils.htmlEscape(site.address(path).toString());
  }

  private Representation robots() {
    URI map = site.address("/sitemap.xml");
    String text = "User-agent: *\nDisallow: /api/\nDisallow: /editor/\n";
    // RFC 9309 leaves it to sitemaps.org, which wants a whole address.
    return Representation.text(
        "text/plain", map.isAbsolute() ? text + "\nSitemap: " + map + "\n" : text);
  }

  private static Representation xml(CharSequence content) {
    return Representation.text(
        "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + content);
  }
}
