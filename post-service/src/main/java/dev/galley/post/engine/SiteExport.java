package dev.galley.post.engine;

import dev.galley.post.snip.WrittenManuscript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The form in which a publishing system gives away a whole site: one file with all posts, perhaps
 * with pictures beside it. Each post is written out as a file with front matter, in which what
 * keeps it from readers stands as in the files of others; from there on it is a folder of files.
 */
public interface SiteExport {

  /** How people call the system. */
  String system();

  /**
   * Whether a file is such an export.
   *
   * @param head how it begins
   */
  boolean begins(String head);

  /** Whether a large site comes in several such files, which are one export. */
  default boolean comesInParts() {
    return false;
  }

  /** Where the system served a file that lies beside the export, without the slash before it. */
  Optional<String> served(String path);

  /**
   * Reads an export, of any size, without having all of it in memory.
   *
   * @param files its parts, or one file
   * @param beside the bytes of a file that came with it, by its name without folders
   * @param here goes through the metadata of all posts that are here: of a large site one part may
   *     be imported again alone
   * @param posts is given each post under a path of its own; its metadata names the old address as
   *     {@code url}
   */
  Said read(
      List<Path> files,
      Function<String, Optional<byte[]>> beside,
      Consumer<Consumer<Map<String, Object>>> here,
      Consumer<WrittenManuscript> posts)
      throws IOException;

  /**
   * What an export says beside its posts.
   *
   * @param address where the site was; empty when it does not say
   * @param notes what concerns the site as a whole, for people
   * @param remarks what the author of a post should know, by the path of its file
   * @param comments what readers said; has no place here and is in the report
   */
  record Said(
      String address,
      List<String> notes,
      Map<String, List<String>> remarks,
      List<Comment> comments) {

    /** Of a site that came otherwise. */
    static final Said NOTHING = new Said("", List.of(), Map.of(), List.of());
  }

  /**
   * What a reader said on a post, as the system has it.
   *
   * @param post its address there
   * @param parent the id of what it answers; as its system says nothing for none
   * @param date in UTC; by the site's clock where its system says no more
   * @param text HTML
   */
  record Comment(
      String post,
      String id,
      String parent,
      String type,
      String state,
      String author,
      String email,
      String url,
      String date,
      String text) {}
}
