package dev.galley.local.follow;

import dev.galley.event.Author;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.local.follow.PublishedSite.Page;
import dev.galley.local.follow.PublishedSite.Unreachable;
import dev.galley.post.snip.WrittenManuscript;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a working copy at what a site has published, as one more consumer of its post events: a
 * commit for each publication, by its author, at the time of its acceptance. Events that are
 * repeated, late or compacted away change nothing, since a commit names the revision it brought.
 */
public final class FollowingPosts {

  private static final String US = "Galley";
  private static final int MAX_NOTE = 20_000;

  /** What the pictures of one publication have of the heap. */
  private static final long MAX_PICTURES_BYTES = 128L * 1024 * 1024;

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** So often nothing may come for what is not there yet: two minutes. */
  private static final int MAX_MISSED = 60;

  private final Path folder;
  private final PublishedSite site;
  private final String mail;
  private final PrintStream out;
  private final Commits commits = new Commits();

  /**
   * @param folder the top of a git working copy, or a folder to make one in
   * @param url the site's address, without a slash at the end; empty while it is not running
   * @param mail the address of authors in commits, in which {@code {author}} is the author's slug
   */
  public FollowingPosts(Path folder, Supplier<Optional<String>> url, String mail, PrintStream out) {
    this.folder = folder;
    this.site = new PublishedSite(url);
    this.mail = mail;
    this.out = out;
  }

  /**
   * Follows.
   *
   * @param once whether to end when all is done that was published until now
   * @param fromStart whether to read everything again, whatever the commits say was read
   * @throws CannotFollow when the working copy cannot be used, or the site is not there for {@code
   *     once}
   */
  public void run(boolean once, boolean fromStart) {
    try (WorkingCopy copy = WorkingCopy.open(folder, List.of(PostFile.FOLDER, PostFile.PICTURES))) {
      copy.history(commits::read);
      String position = fromStart ? null : commits.position();
      boolean fromBeginning = position == null;
      int missed = 0;
      Duration pause = PAUSE;
      while (!Thread.currentThread().isInterrupted()) {
        try {
          Page page = site.events(position);
          take(page, position, copy);
          position = page.next();
          pause = PAUSE;
          missed = page.events().isEmpty() ? missed : 0;
          if (page.more()) {
            continue;
          }
          if (commits.hold(page.live())) {
            if (once) {
              out.printf("%d posts are in %s%n", commits.posts(), folder);
              return;
            }
            fromBeginning = false;
          } else if (!fromBeginning) {
            // The topic was made anew since, and the position means another place in it.
            position = null;
            fromBeginning = true;
            continue;
          } else if (once) {
            awaitRest(page, missed++);
          }
        } catch (Unreachable e) {
          copy.catchUp();
          if (once) {
            throw new CannotFollow(String.valueOf(e.getMessage()), e);
          }
          if (pause.equals(PAUSE)) {
            out.println("waiting: " + e.getMessage());
          }
          Duration longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
        sleep(pause);
      }
    }
  }

  /**
   * After a restore the topic is filled again from the store, which takes a while.
   *
   * @throws CannotFollow when nothing has come for long
   */
  private void awaitRest(Page page, int missed) {
    if (missed == 0) {
      out.printf(
          "waiting: %d posts are live, and the events do not have all of them yet%n",
          page.live().posts());
    }
    if (missed >= MAX_MISSED) {
      throw new CannotFollow(
          "%d posts are live, and %d are here: the events do not have the others"
              .formatted(page.live().posts(), commits.posts()),
          null);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A commit remembers where its page began: who goes on from there meets what is committed
   * already, and knows it by its revision.
   */
  private void take(Page page, @Nullable String position, WorkingCopy copy) throws Unreachable {
    page.unread().forEach(why -> out.println("warning: an event cannot be read: " + why));
    for (PostEvent event : page.events()) {
      if (!commits.isNews(event.postId(), event.revision())) {
        continue;
      }
      if (event instanceof PostPublished published) {
        publish(published, position, copy);
      } else {
        unpublish((PostUnpublished) event, position, copy);
      }
    }
    copy.catchUp();
  }

  private void publish(PostPublished post, @Nullable String position, WorkingCopy copy)
      throws Unreachable {
    Map<String, Optional<byte[]>> changes = new LinkedHashMap<>();
    List<String> pictures = pictures(post, changes, copy);
    Optional<String> before = commits.file(post.postId());
    WrittenManuscript file = file(post, before, copy);
    before
        .filter(former -> !former.equals(file.path()))
        .ifPresent(former -> changes.put(former, Optional.empty()));
    changes.put(file.path(), Optional.of(file.bytes()));
    List<String> trailers = trailers(post, position);
    trailers.addAll(Commits.lines(Commits.FILE, List.of(file.path())));
    trailers.addAll(Commits.lines(Commits.PICTURE, pictures));
    post.authors().stream()
        .skip(1)
        .map(author -> author(author, post))
        .forEach(
            author ->
                trailers.add(
                    "Co-authored-by: %s <%s>"
                        .formatted(
                            author.getName().replaceAll("[<>]", ""), author.getEmailAddress())));
    String subject =
        "%s \"%s\", revision %d"
            .formatted(before.isPresent() ? "Update" : "Publish", post.title(), post.revision());
    PersonIdent author = post.authors().isEmpty() ? us(post) : author(post.authors().get(0), post);
    copy.commit(
        changes, message(subject, post.slug(), post.changeNote(), trailers), author, us(post));
    commits.note(post.postId(), post.revision(), file.path());
    commits.noteTakenOver(post.postId(), file.path());
    commits.notePictures(pictures);
    out.println(subject);
  }

  private WrittenManuscript file(PostPublished post, Optional<String> before, WorkingCopy copy) {
    WrittenManuscript plain = PostFile.of(post, false);
    boolean free =
        before.filter(plain.path()::equals).isPresent()
            || commits.isPosts(plain.path())
            || !copy.holds(plain.path());
    if (free) {
      return plain;
    }
    WrittenManuscript distinct = PostFile.of(post, true);
    if (before.filter(distinct.path()::equals).isEmpty()) {
      out.printf(
          "warning: %s is not from here; /%s is in %s%n",
          plain.path(), post.slug(), distinct.path());
    }
    return distinct;
  }

  private List<String> pictures(
      PostPublished post, Map<String, Optional<byte[]>> changes, WorkingCopy copy)
      throws Unreachable {
    List<String> brought = new ArrayList<>();
    long bytes = 0;
    for (String name : PostFile.pictures(post)) {
      String path = PostFile.PICTURES + name;
      if (!commits.isPicture(path) && copy.holds(path)) {
        continue;
      }
      Optional<byte[]> picture = site.picture(name);
      if (picture.isEmpty()) {
        out.printf("warning: /%s names /images/%s, which is not there%n", post.slug(), name);
      } else if (bytes + picture.get().length > MAX_PICTURES_BYTES) {
        out.printf("warning: /%s has too many pictures at once for %s%n", post.slug(), path);
      } else if (!copy.holds(path, picture.get())) {
        bytes += picture.get().length;
        changes.put(path, picture);
        brought.add(path);
      }
    }
    return brought;
  }

  private void unpublish(PostUnpublished post, @Nullable String position, WorkingCopy copy) {
    Optional<String> file = commits.file(post.postId());
    if (file.isEmpty()) {
      commits.note(post.postId(), post.revision(), null);
      return;
    }
    String name = post.title().isEmpty() ? "/" + post.slug() : "\"" + post.title() + "\"";
    String subject = "Unpublish %s, revision %d".formatted(name, post.revision());
    copy.commit(
        Map.of(file.get(), Optional.empty()),
        message(subject, post.slug(), post.reason(), trailers(post, position)),
        us(post),
        us(post));
    commits.note(post.postId(), post.revision(), null);
    out.println(subject);
  }

  private static String message(
      String subject, String slug, @Nullable String note, List<String> trailers) {
    StringBuilder message = new StringBuilder(subject).append("\n\n/").append(slug).append("\n\n");
    if (note != null && !note.isBlank()) {
      message.append(note.strip(), 0, Math.min(MAX_NOTE, note.strip().length())).append("\n\n");
    }
    return message.append(String.join("\n", trailers)).append('\n').toString();
  }

  private static List<String> trailers(PostEvent post, @Nullable String position) {
    List<String> trailers = new ArrayList<>();
    trailers.add(Commits.POST + ": " + post.postId());
    trailers.add(Commits.REVISION + ": " + post.revision());
    if (position != null) {
      trailers.add(Commits.POSITION + ": " + position);
    }
    return trailers;
  }

  private PersonIdent author(Author author, PostEvent post) {
    String address = mail.replace("{author}", author.slug().replaceAll("[^A-Za-z0-9._-]", "-"));
    return new PersonIdent(author.name(), address, post.occurredAt(), ZoneOffset.UTC);
  }

  private PersonIdent us(PostEvent post) {
    return new PersonIdent(
        US, mail.replace("{author}", "galley"), post.occurredAt(), ZoneOffset.UTC);
  }
}
