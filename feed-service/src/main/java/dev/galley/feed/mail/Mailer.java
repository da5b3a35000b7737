package dev.galley.feed.mail;

/** Hands mails over: to a server, or to a folder where there is none. Thread-safe. */
public interface Mailer {

  /** Waits until one more may be handed over, so that there are not too many in a second. */
  default void awaitTurn() {}

  /** Hands one over; blocks until it is known what became of it, a minute at most. */
  Result send(Mail mail);

  /** How many it takes at once. */
  int places();

  /** Takes away what is still here of mails to an address. */
  default void forget(MailAddress address) {}

  /** What became of it. */
  sealed interface Result {

    /** The server has it now. */
    record Accepted() implements Result {}

    /** Nothing was tried, since mails cannot be handed over at all now. */
    record Away(String reason) implements Result {}

    /**
     * It was not taken now, and may be sent again.
     *
     * @param mailbox what it says of the recipient's mailbox
     */
    record Later(String reason, MailboxStatus mailbox) implements Result {}

    /**
     * It will not be taken.
     *
     * @param mailbox what it says of the recipient's mailbox
     */
    record Refused(String reason, MailboxStatus mailbox) implements Result {}

    /** The connection ended after the last byte and before the answer: perhaps it was taken. */
    record Unclear(String reason) implements Result {}
  }
}
