package dev.galley.feed.syndication;

import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Serves the feeds. */
@RestController
class FeedController {

  private final FeedDocuments documents;
  private final FeedAnswers answers;
  private final AtomFormat atom;
  private final RssFormat rss;
  private final JsonFeedFormat json;

  FeedController(
      FeedDocuments documents,
      LiveEntries entries,
      Clock clock,
      AtomFormat atom,
      RssFormat rss,
      JsonFeedFormat json) {
    this.documents = documents;
    this.answers = new FeedAnswers(entries, clock);
    this.atom = atom;
    this.rss = rss;
    this.json = json;
  }

  @GetMapping("/feed.xml")
  ResponseEntity<byte[]> atom(WebRequest request) {
    return answer(Selection.ALL, atom, request);
  }

  @GetMapping("/rss.xml")
  ResponseEntity<byte[]> rss(WebRequest request) {
    return answer(Selection.ALL, rss, request);
  }

  @GetMapping("/feed.json")
  ResponseEntity<byte[]> json(WebRequest request) {
    return answer(Selection.ALL, json, request);
  }

  @GetMapping("/tags/{tag}/feed.xml")
  ResponseEntity<byte[]> atomOfTag(@PathVariable String tag, WebRequest request) {
    return answer(Selection.tag(tag), atom, request);
  }

  @GetMapping("/tags/{tag}/rss.xml")
  ResponseEntity<byte[]> rssOfTag(@PathVariable String tag, WebRequest request) {
    return answer(Selection.tag(tag), rss, request);
  }

  @GetMapping("/tags/{tag}/feed.json")
  ResponseEntity<byte[]> jsonOfTag(@PathVariable String tag, WebRequest request) {
    return answer(Selection.tag(tag), json, request);
  }

  @GetMapping("/authors/{author}/feed.xml")
  ResponseEntity<byte[]> atomOfAuthor(@PathVariable String author, WebRequest request) {
    return answer(Selection.author(author), atom, request);
  }

  @GetMapping("/authors/{author}/rss.xml")
  ResponseEntity<byte[]> rssOfAuthor(@PathVariable String author, WebRequest request) {
    return answer(Selection.author(author), rss, request);
  }

  @GetMapping("/authors/{author}/feed.json")
  ResponseEntity<byte[]> jsonOfAuthor(@PathVariable String author, WebRequest request) {
    return answer(Selection.author(author), json, request);
  }

  private ResponseEntity<byte[]> answer(Selection selection, Format format, WebRequest request) {
    return documents
        .current(selection, format)
        .map(document -> answers.of(document, format.mediaType(), request))
        .orElseThrow(FeedUnknown::new);
  }
}
