package dev.galley.post.draft;

import java.net.URI;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The public site.
 *
 * @param url its address, without a path
 * @param title the name that every page carries
 * @param language the content's language, as in HTML's {@code lang}
 * @param zone whose clocks a time is meant by that names no zone
 */
@ConfigurationProperties("galley.site")
public record SiteProperties(
    @DefaultValue("http://127.0.0.1:8080") URI url,
    @DefaultValue("Galley") String title,
    @DefaultValue("en") String language,
    @DefaultValue("UTC") ZoneId zone) {

  /** Where a post with this slug is. */
  URI urlOf(String slug) {
    return url.resolve("/" + slug);
  }
}
