package dev.galley.render.site;

import dev.galley.render.theme.SiteProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

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
  private final Path images;

  AddressesController(SiteAnswers answers, SiteProperties site, ServingProperties serving) {
    this.answers = answers;
    this.site = site;
    this.images = serving.assets().resolve("images");
  }

  @GetMapping("/internal/addresses")
  ResponseEntity<?> addresses() throws IOException {
    SortedSet<String> addresses = answers.paths().orElse(null);
    if (addresses == null) {
      return ResponseEntity.status(503).build();
    }
    addPictures(addresses);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Addresses(site.url(), addresses, answers.patterns()));
  }

  private void addPictures(SortedSet<String> addresses) throws IOException {
    if (!Files.isDirectory(images)) {
      return;
    }
    try (Stream<Path> files = Files.walk(images)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> images.relativize(file).toString().replace('\\', '/'))
          .forEach(
              name ->
                  addresses.add("/images/" + UriUtils.encodePath(name, StandardCharsets.UTF_8)));
    }
  }
}
