package dev.galley.render.theme;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the site is called and where readers find it.
 *
 * @param url the public address, without a path
 * @param title the name that every page carries
 * @param language the content's language, as in HTML's {@code lang}
 */
@Validated
@ConfigurationProperties("galley.site")
public record SiteProperties(
    @DefaultValue("http://127.0.0.1:8080") URI url,
    @DefaultValue("Galley") @NotBlank String title,
    @DefaultValue("en") @Pattern(regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*") String language) {

  public SiteProperties {
    if (!url.isAbsolute() || url.getRawAuthority() == null) {
      throw new IllegalArgumentException("galley.site.url must be an absolute address: " + url);
    }
  }

  /**
   * The public address of a path.
   *
   * @param path begins with a slash
   */
  public URI address(String path) {
    return URI.create(origin() + path);
  }

  /** Whether readers reach the site over TLS, so that browsers may be told to insist on it. */
  public boolean isSecure() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
