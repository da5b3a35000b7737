package dev.galley.render.preview;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.site.KnownAddresses;
import java.net.URI;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Looks at what a page links to and shows, which its text alone does not tell. */
final class Surroundings {

  /** Of other services on this origin; the deployed reverse proxy has the same list. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "/(?:api|editor|events|subscribe|websub|metrics)(?:/.*)?"
              + "|(?:/.*)?/(?:feed\\.xml|rss\\.xml|feed\\.json|feed\\.css|GoFreeRangeBlog)");

  private final KnownAddresses addresses;
  private final URI site;

  Surroundings(KnownAddresses addresses, URI site) {
    this.addresses = addresses;
    this.site = site;
  }

  /**
   * Adds what is found.
   *
   * @param html a page's content
   * @param slug where the page is or will be
   */
  void lookAt(String html, String slug, Findings findings) {
    Element body = Jsoup.parseBodyFragment(html).body();
    URI page = site.resolve("/" + slug);
    for (Element image : body.select("img[src]")) {
      String address = image.attr("src");
      if (image.attr("alt").isBlank()) {
        findings.add(Code.MISSING_ALT, "A picture has no alternative text", address);
      }
      if (isDead(page, address)) {
        findings.add(Code.DEAD_LINK, "There is no such picture", address);
      }
    }
    for (Element link : body.select("a[href]")) {
      String address = link.attr("href");
      if (!address.startsWith("#") && isDead(page, address)) {
        findings.add(Code.DEAD_LINK, "A link leads to nothing on this site", address);
      }
    }
  }

  private boolean isDead(URI page, String address) {
    URI target;
    try {
      target = page.resolve(address.strip());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    String path = target.getRawPath();
    boolean own =
        path != null
            && page.getRawAuthority().equalsIgnoreCase(target.getRawAuthority())
            && (page.getScheme().equals(target.getScheme()) || "http".equals(target.getScheme()));
    return own
        && !path.isEmpty()
        && !path.equals(page.getRawPath())
        && !ELSEWHERE.matcher(path).matches()
        && addresses.areEmptyAt(path);
  }
}
