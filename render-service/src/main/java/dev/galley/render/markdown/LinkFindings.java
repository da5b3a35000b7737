package dev.galley.render.markdown;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.dialect.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/** Looks for links that lead nowhere, as far as one can tell without following them. */
final class LinkFindings {

  // A host without a scheme reads as a path: www.example.org/x leads to /www.example.org/x.
  private static final Pattern HOST_AS_PATH =
      Pattern.compile("(?:www\\.|[a-z0-9-]+\\.(?:com|org|net|co\\.uk|gov\\.uk)(?:/|$)).*");

  private static final Evaluator PLACES = Selector.evaluatorOf("[id], a[name]");
  private static final Evaluator LINKS = Selector.evaluatorOf("a[href]");

  private final Findings findings;

  LinkFindings(Findings findings) {
    this.findings = findings;
  }

  void lookAt(Element body) {
    Set<String> targets =
        body.select(PLACES).stream()
            .map(element -> element.hasAttr("id") ? element.id() : element.attr("name"))
            .collect(Collectors.toSet());
    for (Element link : body.select(LINKS)) {
      String address = link.attr("href");
      if (address.startsWith("#")) {
        lookAtFragment(address, targets);
      } else if (isMalformed(address)) {
        findings.add(
            Code.MALFORMED_LINK,
            "A link's address is malformed",
            address.isEmpty() ? link.text() : address);
      }
    }
  }

  private void lookAtFragment(String address, Set<String> targets) {
    // HTML: "#" and "#top" lead to the top of the page.
    boolean top = address.length() == 1 || address.equalsIgnoreCase("#top");
    if (!top && !targets.contains(address.substring(1))) {
      findings.add(
          Code.NO_SUCH_PLACE, "A link leads to a place that is not in this document", address);
    }
  }

  private static boolean isMalformed(String address) {
    if (address.isBlank() || HOST_AS_PATH.matcher(address).matches()) {
      return true;
    }
    try {
      URI uri = new URI(address.strip());
      boolean web = uri.getScheme() != null && uri.getScheme().startsWith("http");
      return web && (uri.isOpaque() || uri.getRawAuthority() == null);
    } catch (URISyntaxException malformed) {
      return hasTypingError(address);
    }
  }

  /** Java refuses more than browsers do; spaces and doubled schemes are what authors get wrong. */
  private static boolean hasTypingError(String address) {
    return address.strip().contains(" ")
        || address.contains("<")
        || address.indexOf("://") != address.lastIndexOf("://");
  }
}
