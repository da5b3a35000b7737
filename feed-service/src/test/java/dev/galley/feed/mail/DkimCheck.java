package dev.galley.feed.mail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks a signature as RFC 6376, 6.1, says, for {@code relaxed/relaxed}. */
final class DkimCheck {

  record Verified(String domain, List<String> signedHeaders) {}

  private DkimCheck() {}

  static Verified verify(byte[] mail, PublicKey key) throws GeneralSecurityException {
    String all = new String(mail, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    List<String> head =
        Arrays.asList(all.substring(0, end).replaceAll("\r\n(?=[ \t])", "").split("\r\n"));
    String signature =
        head.stream().filter(line -> line.startsWith("DKIM-Signature:")).findFirst().orElseThrow();
    Map<String, String> tags =
        Arrays.stream(signature.substring(signature.indexOf(':') + 1).split(";"))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .collect(
                Collectors.toMap(
                    tag -> tag.substring(0, tag.indexOf('=')),
                    tag -> tag.substring(tag.indexOf('=') + 1).replaceAll("\\s", "")));
    String body = all.substring(end + 4).replaceAll("[ \t]+\r\n", "\r\n").replaceAll("[ \t]+", " ");
    body = body.replaceAll("(?:\r\n)+$", "") + "\r\n";
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(body.getBytes(StandardCharsets.ISO_8859_1)));
    if (!hash.equals(tags.get("bh"))) {
      throw new AssertionError("The body is another one");
    }
    List<String> rest = new ArrayList<>(head);
    Collections.reverse(rest);
    StringBuilder signed = new StringBuilder();
    List<String> names = List.of(tags.get("h").toLowerCase(Locale.ROOT).split(":"));
    for (String name : names) {
      rest.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .findFirst()
          .ifPresent(
              line -> {
                rest.remove(line);
                signed.append(relaxed(line)).append("\r\n");
              });
    }
    signed.append(relaxed(signature.replaceFirst("([;\\s]b=)[^;]*", "$1")));
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(key);
    check.update(signed.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!check.verify(Base64.getDecoder().decode(tags.get("b")))) {
      throw new AssertionError("The signature is not right");
    }
    return new Verified(tags.get("d"), names);
  }

  private static String relaxed(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).strip().toLowerCase(Locale.ROOT)
        + ":"
        + line.substring(colon + 1).replaceAll("[ \t]+", " ").strip();
  }
}
