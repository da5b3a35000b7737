package dev.galley.feed.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that mail can be sent to: a dot-atom at a domain (RFC 5322, 3.4.1), without quotes,
 * comments and literals, which no form needs and header injection begins with.
 *
 * @param text the address itself; the domain in ASCII (RFC 5890) and lower case
 */
public record MailAddress(String text) {

  private static final int MAX_LOCAL_CHARS = 64;
  private static final int MAX_CHARS = 254;

  // A table program takes a cell that begins with one of these for a formula.
  private static final Pattern LOCAL =
      Pattern.compile("(?![=+-])[\\w!#$%&'*+/=?^`{|}~-]+(?:\\.[\\w!#$%&'*+/=?^`{|}~-]+)*");

  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]*[a-z][a-z0-9-]*[a-z0-9]");

  /** The address that was most likely meant; empty when it is none. */
  public static Optional<MailAddress> of(String given) {
    String address = given.strip();
    int at = address.lastIndexOf('@');
    if (at < 1 || at > MAX_LOCAL_CHARS || address.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String local = address.substring(0, at);
    return ascii(address.substring(at + 1))
        .filter(domain -> LOCAL.matcher(local).matches() && DOMAIN.matcher(domain).matches())
        .map(domain -> new MailAddress(local + "@" + domain))
        .filter(made -> made.text.length() <= MAX_CHARS);
  }

  private static Optional<String> ascii(String domain) {
    try {
      return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What two spellings of one mailbox have in common: no server tells cases apart. */
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  /** Addresses are in no log. */
  @Override
  public String toString() {
    return "MailAddress[...]";
  }
}
