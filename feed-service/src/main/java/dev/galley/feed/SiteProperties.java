package dev.galley.feed;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The site that the feeds are about.
 *
 * @param url its public address, absolute, without a path
 * @param title its name
 * @param language the language of its posts (BCP 47)
 */
@Validated
@ConfigurationProperties("galley.site")
public record SiteProperties(
    @DefaultValue("http://127.0.0.1:8080") URI url,
    @DefaultValue("Galley") String title,
    @DefaultValue("en") String language) {

  public SiteProperties {
    if (url.getHost() == null || url.getScheme() == null) {
      throw new IllegalArgumentException("galley.site.url must be absolute: " + url);
    }
    title = title.isBlank() ? "Galley" : title;
  }

  /** The absolute address of something on the site; what is absolute already stays as it is. */
  public URI resolve(URI address) {
    return url.resolve("/").resolve(address);
  }

  /**
   * The absolute address of a path.
   *
   * @param path starts with a slash, properly encoded
   */
  public URI at(String path) {
    return resolve(URI.create(path));
  }
}
