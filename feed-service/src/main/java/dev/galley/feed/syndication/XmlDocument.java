package dev.galley.feed.syndication;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** A streaming XML writer whose every text is legal XML 1.0. Not thread-safe. */
final class XmlDocument {

  /** Where the style for a person who opens the document is. */
  static final String STYLE = "/feed.css";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final XMLStreamWriter writer;

  /**
   * @param namespaces the namespaces by prefix, all declared at the root; the default one has the
   *     empty prefix
   */
  XmlDocument(XMLOutputFactory factory, String root, Map<String, String> namespaces)
      throws XMLStreamException {
    writer = factory.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
    writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    writer.writeCharacters("\n");
    writer.writeProcessingInstruction("xml-stylesheet", "type=\"text/css\" href=\"" + STYLE + "\"");
    writer.writeCharacters("\n");
    writer.writeStartElement(root);
    // In one order, or the same feed would have other bytes, and another ETag, after each start.
    for (var namespace : new TreeMap<>(namespaces).entrySet()) {
      if (namespace.getKey().isEmpty()) {
        writer.writeDefaultNamespace(namespace.getValue());
      } else {
        writer.writeNamespace(namespace.getKey(), namespace.getValue());
      }
    }
  }

  XmlDocument attribute(String name, String value) throws XMLStreamException {
    writer.writeAttribute(name, CleanText.of(value));
    return this;
  }

  /** Begins an element on a line of its own. */
  XmlDocument start(String name) throws XMLStreamException {
    writer.writeCharacters("\n");
    writer.writeStartElement(name);
    return this;
  }

  XmlDocument end() throws XMLStreamException {
    writer.writeEndElement();
    return this;
  }

  XmlDocument text(String text) throws XMLStreamException {
    writer.writeCharacters(CleanText.of(text));
    return this;
  }

  /** An element that holds text alone. */
  XmlDocument element(String name, String text) throws XMLStreamException {
    return start(name).text(text).end();
  }

  /** Media RSS 1.5: what an entry shows. */
  XmlDocument pictures(List<Picture> pictures) throws XMLStreamException {
    for (Picture picture : pictures) {
      start("media:content")
          .attribute("url", picture.address().toString())
          .attribute("medium", "image")
          .attributeIfKnown("type", picture.mediaType())
          .attributeIfKnown("fileSize", picture.bytes())
          .attributeIfKnown("width", picture.width())
          .attributeIfKnown("height", picture.height())
          .end();
    }
    return this;
  }

  private XmlDocument attributeIfKnown(String name, @Nullable Object value)
      throws XMLStreamException {
    return value == null ? this : attribute(name, value.toString());
  }

  byte[] finish() throws XMLStreamException {
    writer.writeCharacters("\n");
    writer.writeEndDocument();
    writer.close();
    return bytes.toByteArray();
  }
}
