package dev.galley.feed.newsletter;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The mailbox behind the return path, from which reports are fetched by IMAP. How often is {@code
 * galley.mail.bounces.every}, a minute unless set.
 *
 * @param host none are fetched without
 * @param port 0 for the usual one of the kind of connection
 * @param security of the connection
 * @param perPoll how many mails are read each time
 * @param maxSize what is larger is left in the mailbox, marked as read
 */
@Validated
@ConfigurationProperties("galley.mail.bounces")
record BounceMailboxProperties(
    @DefaultValue("") String host,
    @DefaultValue("0") @Min(0) @Max(65_535) int port,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("TLS") Security security,
    @DefaultValue("INBOX") String folder,
    @DefaultValue("200") @Min(1) @Max(10_000) int perPoll,
    @DefaultValue("1MB") DataSize maxSize) {

  /** How a connection is kept from others' eyes (RFC 8314). */
  enum Security {
    /** From its first byte on. */
    TLS,
    /** Before the password is sent, or not at all. */
    STARTTLS,
    /** Not; for a server on the same machine. */
    NONE
  }

  /** Names no password, for logs. */
  @Override
  public String toString() {
    return "BounceMailboxProperties[" + host + "]";
  }
}
