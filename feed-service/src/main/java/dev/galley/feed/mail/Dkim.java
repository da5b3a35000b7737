package dev.galley.feed.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;

/** Signs mails so that receivers know whose they are (RFC 6376). */
final class Dkim {

  /**
   * RFC 8058, 4: a provider believes the last two only under the signature. Each is named once more
   * than it may be there, so that a second one breaks the signature (RFC 6376, 5.4 and 8.15).
   */
  private static final List<String> SIGNED =
      List.of(
          "From",
          "To",
          "Reply-To",
          "Subject",
          "Date",
          "Message-ID",
          "MIME-Version",
          "Content-Type",
          "Auto-Submitted",
          "List-Id",
          "List-Unsubscribe",
          "List-Unsubscribe-Post");

  private final RSAPrivateKey key;
  private final String template;

  private Dkim(RSAPrivateKey key, String selector, String domain) {
    this.key = key;
    String twice = String.join(":", SIGNED) + ":" + String.join(":", SIGNED);
    this.template =
        "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; h=%s; bh=; b=; t="
            .formatted(domain, selector, twice);
  }

  /**
   * With the key in a file.
   *
   * @throws IllegalStateException when there is no RSA key in it
   */
  static Dkim of(Path file, String selector, String domain) {
    try {
      byte[] content = Files.readAllBytes(file);
      String pem = new String(content, StandardCharsets.ISO_8859_1);
      byte[] der =
          pem.startsWith("-----")
              ? Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))
              : content;
      RSAPrivateKey key =
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
      return new Dkim(key, selector, domain);
    } catch (IOException e) {
      throw new UncheckedIOException("The key for DKIM in " + file + " cannot be read", e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause, which may quote the key.
      throw new IllegalStateException(
          "There is no RSA key in " + file + ": it must be PKCS 8 in DER or PEM");
    }
  }

  /** The header of a signature, with its line's end, for in front of a message. */
  byte[] signature(byte[] message, Instant at) {
    try {
      String header =
          new DKIMSigner(template + at.getEpochSecond(), key)
              .sign(new ByteArrayInputStream(message));
      // RFC 5322, 2.1.1: no line is longer than 998 characters.
      return (header.replace("; ", ";\r\n\t") + "\r\n").getBytes(StandardCharsets.US_ASCII);
    } catch (IOException | FailException e) {
      throw new IllegalStateException("A mail cannot be signed", e);
    }
  }
}
