package dev.galley.post.transfer;

import dev.galley.post.draft.SiteProperties;
import dev.galley.post.engine.Site;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How imports are done where the request says nothing.
 *
 * @param authority whose the feed entries' ids are (RFC 4151), where neither an import nor the site
 *     it brings says so; empty for what is usual
 * @param workers how many files are stored at once, since writes that come together share the wait
 *     for the disk
 */
@Validated
@ConfigurationProperties("galley.import")
record ImportProperties(
    @DefaultValue("") @Pattern(regexp = "|" + ImportProperties.AUTHORITY) String authority,
    @DefaultValue("8") @Min(1) @Max(64) int workers) {

  /** RFC 4151, 2.1: a domain name or an e-mail address. */
  static final String AUTHORITY = "([A-Za-z0-9._-]+@)?[A-Za-z0-9.-]{1,200}";

  /** Who has always given snips their ids. */
  private static final String OF_SNIPS = "gofreerange.com";

  /** Whose the ids of a site's entries are: its own feed's, as far as that is known. */
  String authority(Site imported, SiteProperties here) {
    if (imported.host().isPresent()) {
      return imported.host().get();
    }
    if (!authority.isEmpty()) {
      return authority;
    }
    return imported.engine().isEmpty() ? OF_SNIPS : here.url().getHost();
  }
}
