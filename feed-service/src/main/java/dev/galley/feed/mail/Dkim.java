package dev.galley.feed.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/** Signs mails so that receivers know whose they are (RFC 6376). */
final class Dkim {

  /** RFC 8058, 4: a provider believes them only under the signature. */
  private static final List<String> ALSO_SIGNED =
      List.of("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Auto-Submitted");

  private final RSAPrivateKey key;
  private final String selector;
  private final String domain;

  private Dkim(RSAPrivateKey key, String selector, String domain) {
    this.key = key;
    this.selector = selector;
    this.domain = domain;
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

  /** The message with a signature as its first header; to be written once. */
  MimeMessage sign(MimeMessage message) throws MessagingException {
    DkimSigner signer = new DkimSigner(domain, selector, key);
    signer.setHeaderCanonicalization(Canonicalization.RELAXED);
    signer.setBodyCanonicalization(Canonicalization.RELAXED);
    signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
    // RFC 6376, 8.2: what is added behind a length would be under the signature as well.
    signer.setLengthParam(false);
    // It would ask the DNS for each mail.
    signer.setCheckDomainKey(false);
    ALSO_SIGNED.forEach(signer::addHeaderToSign);
    return new DkimMessage(message, signer);
  }
}
