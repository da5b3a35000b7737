package dev.galley.feed.subscriber;

import dev.galley.feed.SiteProperties;
import dev.galley.web.SignedLinks;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The links by which a subscriber is known without an account. Thread-safe. */
public final class Links {

  static final String CONFIRM = "/subscribe/confirm/";
  static final String SETTINGS = "/subscribe/settings/";
  static final String END = "/subscribe/end/";

  private static final String REPORT = "report";

  /** In front of the time of a question; ids have none. */
  private static final char AT = '~';

  private final SignedLinks signed;
  private final SiteProperties site;

  Links(SignedLinks signed, SiteProperties site) {
    this.signed = signed;
    this.site = site;
  }

  /** Where a subscriber answers a question. */
  URI confirm(String id, Instant askedAt) {
    return at(CONFIRM, id + AT + askedAt.toEpochMilli());
  }

  /** Where a subscriber changes or ends it. */
  public URI settings(String id) {
    return at(SETTINGS, id);
  }

  /** Where it ends by one POST (RFC 8058). */
  public URI end(String id) {
    return at(END, id);
  }

  /**
   * By what a report of a mail server names a subscriber, in a return path or a {@code Message-ID}:
   * an id alone is no secret, since those of one list differ by one.
   */
  public String report(String id) {
    return signed.code(REPORT, UUID.fromString(id));
  }

  /** Whom a report is about; empty when we never wrote that code. */
  public Optional<String> reported(String code) {
    return signed.coded(REPORT, code).map(UUID::toString);
  }

  private URI at(String path, String subject) {
    return site.at(path + signed.token(path, subject));
  }

  /** Whom a token of a path is about. */
  Optional<String> subscriber(String path, String token) {
    return signed.subject(path, token);
  }

  /** A question that a subscriber answers. */
  record Answer(String id, Instant askedAt) {}

  Optional<Answer> answer(String token) {
    return signed
        .subject(CONFIRM, token)
        .map(
            subject -> {
              int at = subject.indexOf(AT);
              return new Answer(
                  subject.substring(0, at),
                  Instant.ofEpochMilli(Long.parseLong(subject.substring(at + 1))));
            });
  }
}
