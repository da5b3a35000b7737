package dev.galley.render.site;

import dev.galley.render.image.SiteImages;
import dev.galley.render.theme.SiteProperties;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Names every address of the site to whoever copies it, also those that nothing links to. Not for
 * the public: a page may be live and on no list.
 */
@RestController
class AddressesController {

  /**
   * What the site answers.
   *
   * @param site its public address
   * @param addresses paths, encoded: of pages and pictures, of what leads elsewhere, of what left
   * @param redirects from and to, where a {@code *} stands for any rest of a path
   */
  private record Addresses(URI site, SortedSet<String> addresses, Map<String, String> redirects) {}

  private final SiteAnswers answers;
  private final SiteProperties site;
  private final SiteImages images;

  AddressesController(SiteAnswers answers, SiteProperties site, SiteImages images) {
    this.answers = answers;
    this.site = site;
    this.images = images;
  }

  @GetMapping("/internal/addresses")
  ResponseEntity<?> addresses() throws IOException {
    SortedSet<String> addresses = answers.paths().orElse(null);
    if (addresses == null) {
      return ResponseEntity.status(503).build();
    }
    addresses.addAll(images.paths());
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Addresses(site.url(), addresses, answers.patterns()));
  }
}
