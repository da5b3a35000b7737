package dev.galley.feed.mail;

import java.util.Map;

/**
 * A mail to one reader before it is written down.
 *
 * @param name what tells it from all others, made of letters, digits, dots and hyphens: the same
 *     name again is the same {@code Message-ID}
 * @param recipient names, in the return path, whom a report is about that comes back
 * @param headers what else stands in its head, by name
 */
public record Letter(
    String name,
    MailAddress to,
    String recipient,
    String subject,
    Body body,
    Map<String, String> headers) {

  public Letter {
    headers = Map.copyOf(headers);
  }
}
