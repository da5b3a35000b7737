package dev.galley.post.transfer;

import dev.galley.post.draft.SiteProperties;
import dev.galley.post.transfer.export.Rendering;
import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;

final class ExportFixtures {

  static final SiteProperties SITE =
      new SiteProperties(
          URI.create("https://example.org"), "The site", "en", ZoneId.of("Europe/Amsterdam"));

  static final Rendering RENDERING = content -> Optional.of("<p>" + content.body() + "</p>");

  private ExportFixtures() {}
}
