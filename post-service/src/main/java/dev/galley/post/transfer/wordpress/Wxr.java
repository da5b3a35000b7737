package dev.galley.post.transfer.wordpress;

import dev.galley.post.transfer.archive.RefusedArchive;
import dev.galley.web.OneLine;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads WordPress eXtended RSS 1.0 to 1.2 entry by entry, so that an export of any size needs the
 * memory of one entry. No DTD and no entities of its own, no deep nesting.
 */
final class Wxr {

  /** Is told of what an export holds, in its order. */
  interface Visitor {

    /**
     * An element of the channel itself with text, or with such elements, whose names are keys then:
     * {@code base_site_url}, {@code author} with {@code author_login}.
     */
    default void channel(String name, Map<String, String> values) {}

    /** A whole entry; what is read of it has been told before. */
    default void item(Item item) {}

    /** A comment on an entry that is not read to its end. */
    default void comment(Item on, Map<String, String> values) {}
  }

  /** What is larger cannot be a post; that importing it says so is enough. */
  static final int MAX_TEXT_CHARS = 1_200_000;

  private static final int MAX_META_CHARS = 20_000;
  private static final int MAX_TERMS = 500;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_REASON_CHARS = 200;
  private static final int HEAD_BYTES = 1024;
  private static final String WORDPRESS = "http://wordpress.org/export/";
  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([\\w.:-]{1,40})[\"']");

  private final XMLStreamReader xml;
  private final Visitor visitor;

  private Wxr(XMLStreamReader xml, Visitor visitor) {
    this.xml = xml;
    this.visitor = visitor;
  }

  /** Whether a file that begins so is an export of WordPress. */
  static boolean begins(String head) {
    return head.contains("<rss") && head.contains(WORDPRESS);
  }

  /**
   * Reads an export.
   *
   * @throws RefusedArchive when it is no XML, or XML that nobody's export needs
   */
  static void read(Path file, Visitor visitor) throws IOException {
    try (Reader text = new Legible(Files.newInputStream(file), charset(file))) {
      XMLStreamReader xml = factory().createXMLStreamReader(text);
      try {
        new Wxr(xml, visitor).document();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private static RefusedArchive broken(XMLStreamException e) {
    if (e.getNestedException() instanceof CharacterCodingException) {
      return new RefusedArchive(
          "an export of WordPress that is not in the encoding that it says, or UTF-8");
    }
    Location at = e.getLocation();
    String why = String.valueOf(e.getMessage()).replaceFirst("(?s).*?\\RMessage: ", "");
    String shown = OneLine.Rule.folded(why);
    return new RefusedArchive(
        "an export of WordPress that is broken in line %d, column %d: %s"
            .formatted(
                at.getLineNumber(),
                at.getColumnNumber(),
                shown.substring(0, Math.min(MAX_REASON_CHARS, shown.length()))));
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  private static Charset charset(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
      Matcher said = ENCODING.matcher(head.replace("\u00EF\u00BB\u00BF", ""));
      return said.find() ? Charset.forName(said.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new RefusedArchive("an export of WordPress in an unknown encoding");
    }
  }

  private void document() throws XMLStreamException {
    int depth = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw new RefusedArchive("an export of WordPress with a DOCTYPE, which none has");
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        if (depth < 2) {
          depth = deeper(depth);
        } else if (xml.getLocalName().equals("item")) {
          visitor.item(item());
        } else {
          String name = xml.getLocalName();
          visitor.channel(name, values(depth));
        }
      }
    }
  }

  private Item item() throws XMLStreamException {
    Item item = new Item();
    while (nextChild()) {
      String name = name();
      switch (name) {
        case "category" -> {
          String domain = attribute("domain");
          String nicename = attribute("nicename");
          String text = text(MAX_META_CHARS, 3);
          if (item.terms().size() < MAX_TERMS) {
            item.add(new Item.Term(domain.isEmpty() ? "category" : domain, nicename, text));
          }
        }
        case "postmeta" -> {
          Map<String, String> values = values(3);
          item.addMeta(values.getOrDefault("meta_key", ""), values.getOrDefault("meta_value", ""));
        }
        case "comment" -> visitor.comment(item, values(3));
        default -> item.put(name, text(MAX_TEXT_CHARS, 3));
      }
    }
    return item;
  }

  /** {@code content:encoded} and {@code excerpt:encoded} have one local name. */
  private String name() {
    String name = xml.getLocalName();
    if (!name.equals("encoded")) {
      return name;
    }
    String namespace = String.valueOf(xml.getNamespaceURI());
    return namespace.startsWith(WORDPRESS) ? "excerpt" : "content";
  }

  private String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  /** The texts of an element's own elements by their names, and its own by the empty name. */
  private Map<String, String> values(int depth) throws XMLStreamException {
    Map<String, String> values = new HashMap<>();
    StringBuilder own = new StringBuilder();
    int event = xml.next();
    while (event != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        deeper(depth);
        String name = xml.getLocalName();
        String text = text(MAX_META_CHARS, depth + 1);
        if (values.size() < MAX_TERMS) {
          values.putIfAbsent(name, text);
        }
      } else {
        append(own, MAX_META_CHARS);
      }
      event = xml.next();
    }
    values.put("", own.toString());
    return values;
  }

  private boolean nextChild() throws XMLStreamException {
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
        return event == XMLStreamConstants.START_ELEMENT;
      }
    }
  }

  /** All text in the element, with that in its own elements; at the end of it then. */
  private String text(int maxChars, int depth) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int open = 1;
    while (open > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open++;
        deeper(depth + open);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open--;
      } else {
        append(text, maxChars);
      }
    }
    return text.toString();
  }

  private void append(StringBuilder text, int maxChars) {
    if (xml.hasText() && xml.getEventType() != XMLStreamConstants.COMMENT) {
      String more = xml.getText();
      text.append(more, 0, Math.min(more.length(), Math.max(0, maxChars - text.length())));
    }
  }

  private static int deeper(int depth) {
    if (depth >= MAX_DEPTH) {
      throw new RefusedArchive("an export of WordPress that is nested too deeply");
    }
    return depth + 1;
  }

  /**
   * Text without the characters that XML 1.0 has not: WordPress writes what its database holds.
   * What plugins print before the beginning is left out as well.
   */
  private static final class Legible extends FilterReader {

    private boolean begun;

    Legible(InputStream in, Charset charset) {
      // A decoder of its own refuses what a reader would replace without a word.
      super(new BufferedReader(new InputStreamReader(in, charset.newDecoder())));
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      int kept = offset;
      for (int i = offset; i < offset + count; i++) {
        char c = buffer[i];
        begun = begun || c == '<';
        if (begun && isLegible(c)) {
          buffer[kept++] = c;
        }
      }
      // Nothing is left of what was read: that is not the end.
      return count > 0 && kept == offset
          ? read(buffer, offset, length)
          : count < 0 ? count : kept - offset;
    }

    @Override
    public int read() throws IOException {
      char[] one = new char[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    private static boolean isLegible(char c) {
      return c >= ' ' ? c < '\uFFFE' : c == '\n' || c == '\r' || c == '\t';
    }
  }
}
