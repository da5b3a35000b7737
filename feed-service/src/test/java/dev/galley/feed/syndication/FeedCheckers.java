package dev.galley.feed.syndication;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Judges of feeds that nobody here wrote. */
final class FeedCheckers {

  private FeedCheckers() {}

  /** What jing says of an Atom feed by the schema of RFC 4287, Appendix B. */
  static List<String> atomErrors(byte[] atom) throws IOException, SAXException {
    List<String> errors = new ArrayList<>();
    PropertyMapBuilder properties = new PropertyMapBuilder();
    properties.put(ValidateProperty.ERROR_HANDLER, new Collecting(errors));
    ValidationDriver driver =
        new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
    assertThat(driver.loadSchema(new InputSource(resource("atom.rnc")))).isTrue();
    driver.validate(new InputSource(new ByteArrayInputStream(atom)));
    return errors;
  }

  /** What the JSON Feed schema says. */
  static List<String> jsonFeedErrors(byte[] json) throws IOException {
    String schema =
        new String(resource("json-feed-1.1.schema.json").readAllBytes(), StandardCharsets.UTF_8);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema, InputFormat.JSON)
        .validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** What the ROME library reads. */
  static SyndFeed read(byte[] xml) throws FeedException {
    return new SyndFeedInput().build(new StringReader(new String(xml, StandardCharsets.UTF_8)));
  }

  private static InputStream resource(String name) {
    InputStream in = FeedCheckers.class.getResourceAsStream(name);
    assertThat(in).as(name).isNotNull();
    return in;
  }

  private record Collecting(List<String> errors) implements ErrorHandler {

    @Override
    public void warning(SAXParseException warning) {
      errors.add(warning.toString());
    }

    @Override
    public void error(SAXParseException error) {
      errors.add(error.toString());
    }

    @Override
    public void fatalError(SAXParseException error) {
      errors.add(error.toString());
    }
  }
}
