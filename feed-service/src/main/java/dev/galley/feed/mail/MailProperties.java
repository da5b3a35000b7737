package dev.galley.feed.mail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose mails these are and how quickly they go out. Where to is {@code spring.mail.*}; without a
 * host there they are kept in a folder.
 *
 * @param from the sender's address; absent for {@code galley@} the site's host
 * @param postalAddress where the sender can be reached by letter, for the foot of each mail
 * @param replyTo where answers go; absent for the sender
 * @param returnPath where servers report what cannot be delivered; absent for the sender
 * @param verp whether the return path names the subscriber behind a plus ({@code
 *     bounces+CODE@example.org}), for servers whose reports name nobody
 * @param perSecond how many mails this instance hands over in a second at most
 * @param workers how many connections to the server there are at once
 * @param folder where mails are kept without a server
 * @param keep how many of them are kept, the newest
 * @param dkim how mails are signed; they are not without a key
 */
@Validated
@ConfigurationProperties("galley.mail")
record MailProperties(
    @Nullable String from,
    @DefaultValue("") String postalAddress,
    @Nullable String replyTo,
    @Nullable String returnPath,
    @DefaultValue("false") boolean verp,
    @DefaultValue("20") @Min(1) @Max(10_000) int perSecond,
    @DefaultValue("4") @Min(1) @Max(100) int workers,
    @DefaultValue("data/mail") Path folder,
    @DefaultValue("1000") @Min(1) @Max(100_000) int keep,
    @DefaultValue Dkim dkim) {

  /**
   * RFC 6376.
   *
   * @param keyFile an RSA key, PKCS 8 in DER or PEM
   * @param selector the name below {@code _domainkey} where the public key is
   * @param domain absent for that of the sender
   */
  record Dkim(
      @Nullable String keyFile, @DefaultValue("galley") String selector, @Nullable String domain) {}
}
