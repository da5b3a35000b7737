package dev.galley.post.transfer.wordpress;

import dev.galley.post.engine.SiteExport;
import dev.galley.post.snip.WrittenManuscript;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * WordPress's WXR 1.0 to 1.2, in one file or in the parts that large sites come in. Texts refer to
 * pictures, blocks and posts that may stand behind them, so all files are read twice.
 */
public final class WordPressExport implements SiteExport {

  private static final Pattern UPLOADS = Pattern.compile("(?:.*/)?((?:wp-content/)?uploads/.+)");
  private static final Pattern BY_MONTH = Pattern.compile("(?:.*/)?(\\d{4}/\\d{2}/[^/]+)");

  private static final int MAX_POSTS = 50_000;

  /** What is more stays in the file that they came in. */
  private static final int MAX_COMMENTS_CHARS = 16 * 1024 * 1024;

  @Override
  public String system() {
    return "WordPress";
  }

  @Override
  public boolean begins(String head) {
    return Wxr.begins(head);
  }

  @Override
  public boolean comesInParts() {
    return true;
  }

  @Override
  public Optional<String> served(String path) {
    Matcher uploads = UPLOADS.matcher(path);
    if (uploads.matches()) {
      String within = uploads.group(1);
      return Optional.of(within.startsWith("wp-content/") ? within : "wp-content/" + within);
    }
    Matcher month = BY_MONTH.matcher(path);
    return month.matches() ? Optional.of("wp-content/uploads/" + month.group(1)) : Optional.empty();
  }

  @Override
  public Said read(
      List<Path> files,
      Function<String, Optional<byte[]>> beside,
      Consumer<Consumer<Map<String, Object>>> here,
      Consumer<WrittenManuscript> posts)
      throws IOException {
    Library library = new Library();
    for (Path file : files) {
      Wxr.read(file, library);
    }
    library.lookInto(here);
    Writing writing = new Writing(library, posts);
    for (Path file : files) {
      Wxr.read(file, writing);
    }
    return new Said(library.address(), writing.notes(), writing.remarks, writing.comments);
  }

  /** The second time: now everything is known that a text may refer to. */
  private static final class Writing implements Wxr.Visitor {

    private final Library library;
    private final Consumer<WrittenManuscript> posts;
    private final Set<String> written = new HashSet<>();
    private final Map<String, Integer> leftOut = new HashMap<>();
    private final Map<String, List<String>> remarks = new HashMap<>();
    private final List<Comment> comments = new ArrayList<>();
    private List<Comment> ofItem = new ArrayList<>();
    private long commentsChars;
    private int commentsLeftOut;
    private int byNumber;
    private int sticky;

    Writing(Library library, Consumer<WrittenManuscript> posts) {
      this.library = library;
      this.posts = posts;
    }

    @Override
    public void comment(Item on, Map<String, String> values) {
      String text = values.getOrDefault("comment_content", "");
      String status = values.getOrDefault("comment_approved", "");
      commentsChars += text.length() + 200;
      if (!WordPressPost.isPost(on) || status.equals("spam") || status.equals("trash")) {
        return;
      }
      if (commentsChars > MAX_COMMENTS_CHARS) {
        commentsLeftOut++;
        return;
      }
      ofItem.add(
          new Comment(
              on.field("link").strip(),
              values.getOrDefault("comment_id", ""),
              values.getOrDefault("comment_parent", ""),
              values.getOrDefault("comment_type", ""),
              status.equals("1") ? "approved" : "pending",
              values.getOrDefault("comment_author", ""),
              values.getOrDefault("comment_author_email", ""),
              values.getOrDefault("comment_author_url", ""),
              date(values),
              text));
    }

    private static String date(Map<String, String> values) {
      String utc = values.getOrDefault("comment_date_gmt", "").strip();
      return utc.isEmpty() || utc.startsWith("0000")
          ? values.getOrDefault("comment_date", "").strip()
          : utc;
    }

    @Override
    public void item(Item item) {
      List<Comment> said = ofItem;
      ofItem = new ArrayList<>();
      if (!WordPressPost.isPost(item)) {
        count(WordPressPost.leftOut(item));
        return;
      }
      // Parts of an export may hold a post twice.
      if (!written.add(item.type() + " " + item.id())) {
        count("the same again");
        return;
      }
      if (written.size() > MAX_POSTS) {
        throw new RefusedArchive("an export of WordPress with more than " + MAX_POSTS + " posts");
      }
      WordPressPost post = new WordPressPost(item, library);
      WrittenManuscript file = post.written();
      if (!post.remarks().isEmpty()) {
        remarks.put(file.path(), post.remarks());
      }
      byNumber += item.status().equals("publish") && library.path(item).isEmpty() ? 1 : 0;
      sticky += item.field("is_sticky").equals("1") ? 1 : 0;
      comments.addAll(said);
      posts.accept(file);
    }

    private void count(String what) {
      leftOut.merge(what, 1, Integer::sum);
    }

    List<String> notes() {
      List<String> notes = new ArrayList<>();
      if (!leftOut.isEmpty()) {
        notes.add(
            "entries that are no posts, by their type or state: "
                + leftOut.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(one -> one.getKey() + " (" + one.getValue() + ")")
                    .collect(Collectors.joining(", ")));
      }
      if (written.isEmpty()) {
        notes.add("there are no posts in this export");
      }
      if (byNumber > 0) {
        notes.add(
            "old addresses that are a number (?p=…) lead nowhere here; published posts with no"
                + " other: "
                + byNumber);
      }
      if (sticky > 0) {
        notes.add("posts that stood before all others, which lists here do not have: " + sticky);
      }
      if (!comments.isEmpty()) {
        notes.add("comments, which have no place here and are in the report: " + comments.size());
      }
      if (commentsLeftOut > 0) {
        notes.add("comments that are too many for the report: " + commentsLeftOut);
      }
      return notes;
    }
  }
}
