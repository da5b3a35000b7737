package dev.galley.local.origin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * {@code POST /api/backup}, for whoever can read the data folder and so has the launcher's token;
 * to anybody else there is nothing at this address.
 */
final class OwnBackup {

  private static final Logger log = LoggerFactory.getLogger(OwnBackup.class);

  private final byte[] authorization;
  private final Runnable staging;

  OwnBackup(String token, Runnable staging) {
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.staging = staging;
  }

  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!request.getMethod().equals("POST") || !isLaunchers(request)) {
      OwnAnswers.notFound(response);
      return;
    }
    try {
      synchronized (this) {
        staging.run();
      }
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } catch (RuntimeException e) {
      log.warn("What a backup is made from could not be put aside", e);
      OwnAnswers.failed(response, "No backup was made", String.valueOf(e.getMessage()));
    }
  }

  private boolean isLaunchers(HttpServletRequest request) {
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    return shown != null
        && MessageDigest.isEqual(authorization, shown.getBytes(StandardCharsets.UTF_8));
  }
}
