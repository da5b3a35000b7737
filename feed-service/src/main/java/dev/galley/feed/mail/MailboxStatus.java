package dev.galley.feed.mail;

/** What servers say of a mailbox (RFC 3463). */
public final class MailboxStatus {

  private MailboxStatus() {}

  /** Whether an enhanced status such as {@code 5.1.1} says that no mail will ever arrive there. */
  public static boolean isUnknown(String status) {
    // 5.1: there is no such address; 5.2.1: the mailbox is disabled.
    return status.startsWith("5.1.") || status.equals("5.2.1");
  }
}
