package dev.galley.post.asset.inspect;

import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Refuses SVG that does something instead of showing something. Opened by itself, an SVG is a
 * document of the site, with all that a script on the site may do.
 */
final class SvgCheck {

  private static final Set<String> ACTIVE =
      Set.of("script", "foreignobject", "iframe", "embed", "object", "handler", "listener");
  private static final int MAX_DEPTH = 200;
  private static final Pattern PIXELS = Pattern.compile("([0-9]{1,5}(?:\\.[0-9]{1,9})?)(?:px)?");

  private SvgCheck() {}

  /**
   * Looks through all of one.
   *
   * @return how large it is shown where nobody says otherwise; null unless it says so in pixels
   */
  static @Nullable ImageSize refuseActive(InputStream svg) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // Nothing that a DOCTYPE names is read.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(svg);
      ImageSize size = check(reader);
      reader.close();
      return size;
    } catch (XMLStreamException e) {
      throw new RefusedAsset("an SVG that is not well-formed XML");
    }
  }

  private static @Nullable ImageSize check(XMLStreamReader reader) throws XMLStreamException {
    ImageSize size = null;
    int depth = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        depth++;
        checkElement(reader, depth);
        if (depth == 1) {
          size = size(reader);
        }
      } else if (event == XMLStreamReader.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamReader.DTD) {
        // It can give attributes to elements (XML 1.0, 3.3.2), which a browser then runs.
        throw new RefusedAsset("an SVG with a DOCTYPE");
      } else if (event == XMLStreamReader.PROCESSING_INSTRUCTION) {
        throw new RefusedAsset("an SVG with a processing instruction");
      }
    }
    return size;
  }

  private static @Nullable ImageSize size(XMLStreamReader root) {
    long width = pixels(root.getAttributeValue(null, "width"));
    long height = pixels(root.getAttributeValue(null, "height"));
    return width > 0 && height > 0 ? new ImageSize(width, height) : null;
  }

  /** SVG 2, 8.2: a length without a unit is in pixels. */
  private static long pixels(@Nullable String length) {
    Matcher pixels = PIXELS.matcher(length == null ? "" : length.strip());
    return pixels.matches() ? Math.round(Double.parseDouble(pixels.group(1))) : 0;
  }

  private static void checkElement(XMLStreamReader reader, int depth) {
    String name = lower(reader.getLocalName());
    if (depth > MAX_DEPTH || depth == 1 && !name.equals("svg")) {
      throw new RefusedAsset("not an SVG, or one nested too deep");
    }
    if (ACTIVE.contains(name)) {
      throw new RefusedAsset("an SVG with an active element <" + name + ">");
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String attribute = lower(reader.getAttributeLocalName(i));
      String value = lower(reader.getAttributeValue(i)).replaceAll("[\\s\\p{Cntrl}]", "");
      boolean isUnsafeLink =
          attribute.equals("href")
              && (value.startsWith("javascript:") || value.startsWith("data:text"));
      boolean animatesLink = attribute.equals("attributename") && value.endsWith("href");
      if (attribute.startsWith("on") || isUnsafeLink || animatesLink) {
        throw new RefusedAsset("an SVG with a script in an attribute");
      }
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
