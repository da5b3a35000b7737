package dev.galley.local.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A site of another engine, as somebody would bring it. */
final class Site {

  private Site() {}

  /**
   * A post, one that is no longer for readers, one without its picture, and one that cannot be
   * read.
   *
   * @param prefix of the posts' names
   */
  static byte[] zip(String prefix, String title) throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("_config.yml", "title: An old site\n");
    files.put(
        "_posts/2020-01-02-%slive.md".formatted(prefix),
        "---\ntitle: %s\n---\nBrought *here*.\n".formatted(title));
    files.put(
        "_posts/2020-01-03-%sdraft.md".formatted(prefix),
        "---\ntitle: Not yet\npublished: false\nmood: odd\n---\nNot for readers.\n");
    files.put(
        "_posts/2020-01-04-%staken.md".formatted(prefix),
        "---\ntitle: Taken\n---\n![A bridge](gone.png)\n");
    files.put("_posts/2020-01-05-%sbroken.md".formatted(prefix), "---\ntitle: [\n---\nx\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
