package dev.galley.feed.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.util.StringUtils;

/**
 * Hands mails to the server that {@code spring.mail.*} names, over connections that stay open while
 * there are more to send. Thread-safe.
 */
class SmtpMailer implements Mailer, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SmtpMailer.class);

  private static final long UNCHECKED_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long IDLE_NANOS = Duration.ofSeconds(20).toNanos();

  /** What a deployment does not say. TLS where the server offers it; nothing hangs for ever. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "connectiontimeout", "5000",
          "timeout", "15000",
          "writetimeout", "15000",
          "starttls.enable", "true",
          "quitwait", "false");

  private final Session session;
  private final URLName server;
  private final boolean tls;
  private final SendingRate rate;
  private final int connections;
  private final Semaphore places;
  private final BlockingDeque<SmtpConnection> open = new LinkedBlockingDeque<>();

  SmtpMailer(JavaMailSenderImpl settings, int connections, SendingRate rate) {
    String protocol = settings.getProtocol() == null ? "smtp" : settings.getProtocol();
    this.tls = "smtps".equals(protocol);
    this.session = settings.getSession();
    DEFAULTS.forEach(
        (name, value) ->
            session.getProperties().putIfAbsent("mail." + protocol + "." + name, value));
    // A variable of a deployment may be there and empty.
    boolean anonymous = !StringUtils.hasText(settings.getUsername());
    if (!anonymous) {
      session.getProperties().putIfAbsent("mail." + protocol + ".auth", "true");
    }
    this.server =
        new URLName(
            protocol,
            settings.getHost(),
            settings.getPort(),
            null,
            anonymous ? null : settings.getUsername(),
            anonymous ? null : settings.getPassword());
    this.rate = rate;
    this.connections = connections;
    this.places = new Semaphore(connections);
  }

  @Override
  public int places() {
    return connections;
  }

  @Override
  public void awaitTurn() {
    try {
      rate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Result send(Mail mail) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      return stopping();
    }
    try {
      return sendOver(connected(), mail);
    } catch (MessagingException e) {
      log.warn("No mail can be handed over to {}: {}", server.getHost(), e.getMessage());
      return new Result.Away("the mail server cannot be reached");
    } finally {
      places.release();
    }
  }

  private static Result stopping() {
    Thread.currentThread().interrupt();
    return new Result.Away("the service is stopping");
  }

  private Result sendOver(SmtpConnection connection, Mail mail) {
    Result outcome = connection.hand(mail);
    if (outcome instanceof Result.Accepted || outcome instanceof Result.Refused) {
      open.addFirst(connection);
    } else {
      connection.closeQuietly();
    }
    return outcome;
  }

  private SmtpConnection connected() throws MessagingException {
    @Nullable SmtpConnection kept;
    while ((kept = open.pollFirst()) != null) {
      // A server may have ended it meanwhile, and then a mail would fail for nothing.
      if (System.nanoTime() - kept.usedAt() < UNCHECKED_NANOS || kept.isConnected()) {
        return kept;
      }
      kept.closeQuietly();
    }
    SmtpConnection fresh = new SmtpConnection(session, server, tls);
    fresh.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
    return fresh;
  }

  /** Ends connections that nobody has used for a while. */
  @Scheduled(fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
  void closeIdle() {
    long now = System.nanoTime();
    open.forEach(
        connection -> {
          if (now - connection.usedAt() > IDLE_NANOS && open.remove(connection)) {
            connection.closeQuietly();
          }
        });
  }

  @Override
  public void close() {
    open.forEach(SmtpConnection::closeQuietly);
  }
}
