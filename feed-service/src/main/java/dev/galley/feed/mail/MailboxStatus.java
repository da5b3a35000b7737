package dev.galley.feed.mail;

import java.util.Set;

/** What a refusal says of the mailbox that a mail was for. */
public enum MailboxStatus {
  /** No mail will ever arrive there. */
  GONE,
  /** None arrives now, such as when it is full. */
  TROUBLED,
  /** Nothing: it is about a server, the way there, the sender, the mail or somebody's policy. */
  UNBLAMED;

  private static final Set<String> GONE_CODES =
      Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

  /** Though their subject is an address or a mailbox: the sender's address; a mail too long. */
  private static final Set<String> NOT_THE_MAILBOX = Set.of("1.7", "1.8", "2.3");

  /** By an enhanced status such as {@code 5.1.1} (RFC 3463; what there is is listed by IANA). */
  public static MailboxStatus of(String status) {
    if (GONE_CODES.contains(status)) {
      return GONE;
    }
    String what = status.substring(status.indexOf('.') + 1);
    boolean blamed =
        !NOT_THE_MAILBOX.contains(what)
            && (what.startsWith("1.")
                || what.startsWith("2.")
                // Other or undefined: so some servers report every mailbox that there is not.
                || status.startsWith("5.0."));
    return blamed ? TROUBLED : UNBLAMED;
  }

  /** By what a server that knows no enhanced status answers to a recipient (RFC 5321, 4.2.3). */
  static MailboxStatus of(int code) {
    return switch (code) {
      case 550, 551, 553 -> GONE;
      case 450, 552 -> TROUBLED;
      default -> UNBLAMED;
    };
  }
}
