package dev.galley.post.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AssetTableTests {

  @Test
  void holdsNoFormulasAndGivesTextsBackAsTheyWere() throws IOException {
    String alt = "=HYPERLINK(\"https://example.org\")";
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    AssetTable.write(
        new TreeMap<>(Map.of("images/a.png", new AssetFacts(List.of(), alt, false, null))),
        name -> name,
        table);
    List<AssetTable.Line> lines = new ArrayList<>();
    AssetTable.read(new ByteArrayInputStream(table.toByteArray()), lines::add);

    assertThat(table.toString(StandardCharsets.UTF_8)).contains(",\"'=HYPERLINK(");
    assertThat(lines).extracting(AssetTable.Line::alt).containsExactly(alt);
  }
}
