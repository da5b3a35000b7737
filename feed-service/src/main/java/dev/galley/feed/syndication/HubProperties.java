package dev.galley.feed.syndication;

import dev.galley.feed.SiteProperties;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The WebSub hub that the feeds name.
 *
 * @param hub the site's own, {@value #OWN}, or the absolute address of somebody else's
 */
@ConfigurationProperties("galley.websub")
public record HubProperties(@DefaultValue(OWN) URI hub) {

  /** Where the site's own hub is. */
  public static final String OWN = "/websub";

  /** Checks the address. */
  public HubProperties {
    boolean elsewhere = hub.isAbsolute() && hub.getHost() != null;
    if (!elsewhere && !hub.toString().equals(OWN)) {
      throw new IllegalArgumentException(
          "galley.websub.hub must be an absolute address or " + OWN + ": " + hub);
    }
  }

  /** Whether subscribers come to the site itself. */
  public boolean isOwn() {
    return !hub.isAbsolute();
  }

  /** Its absolute address. */
  URI address(SiteProperties site) {
    return site.resolve(hub);
  }
}
