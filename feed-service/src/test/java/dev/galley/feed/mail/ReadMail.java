package dev.galley.feed.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/** A mail as another library reads it than the one that wrote it. */
public record ReadMail(Message message) {

  /** Strictly: what is not well-formed fails. */
  public static ReadMail of(byte[] content) {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.STRICT);
    try {
      return new ReadMail(builder.parseMessage(new ByteArrayInputStream(content)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The decoded values of all headers of a name. */
  public List<String> header(String name) {
    return message.getHeader().getFields(name).stream().map(field -> field.getBody()).toList();
  }

  public String text() {
    return part(0, "text/plain");
  }

  public String html() {
    return part(1, "text/html");
  }

  private String part(int index, String type) {
    Entity part = ((Multipart) message.getBody()).getBodyParts().get(index);
    if (!part.getMimeType().equals(type)) {
      throw new AssertionError(part.getMimeType());
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ((SingleBody) part.getBody()).writeTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
