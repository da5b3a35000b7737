package dev.galley.post.preview;

import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.SiteProperties;
import dev.galley.web.Allowance;
import dev.galley.web.answer.FixedHeaders;
import dev.galley.web.connection.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the working copy of a post to whoever has a link. Nothing tells an unknown link from one
 * that has expired, was revoked, or whose post is deleted.
 */
@RestController
class SharedPreviewController {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_OF_A_CLIENT = 60;
  private static final int MAX_OF_A_LINK = 120;

  private final PreviewLinks links;
  private final Posts posts;
  private final RenderService renderService;
  private final FixedHeaders pageHeaders;
  private final Allowance clients;
  private final Allowance looks;

  SharedPreviewController(
      PreviewLinks links,
      Posts posts,
      RenderService renderService,
      SiteProperties site,
      Clock clock) {
    this.links = links;
    this.posts = posts;
    this.renderService = renderService;
    this.pageHeaders = headers(site);
    this.clients = new Allowance(MAX_OF_A_CLIENT, WINDOW, clock);
    this.looks = new Allowance(MAX_OF_A_LINK, WINDOW, clock);
  }

  /** What a page of the site may load, and that nobody keeps, finds or is told of this one. */
  private static FixedHeaders headers(SiteProperties site) {
    boolean secure = "https".equals(site.url().getScheme());
    String web = secure ? "https:" : "https: http:";
    return FixedHeaders.STRICT
        .with(
            "Content-Security-Policy",
            "default-src 'none'; img-src 'self' data: "
                + web
                + "; media-src 'self' "
                + web
                + "; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; frame-src "
                + web
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Robots-Tag", "noindex, nofollow, noarchive")
        .with("Cache-Control", "no-store");
  }

  @GetMapping("/preview/{secret}")
  ResponseEntity<String> show(
      @PathVariable String secret, HttpServletRequest request, HttpServletResponse response) {
    pageHeaders.write(response);
    Optional<Duration> wait = clients.note(AddressRange.ofOneClient(request.getRemoteAddr()));
    if (wait.isPresent()) {
      return tooOften(wait.get());
    }
    Optional<Post> post =
        links.open(secret).map(PreviewLinks.PreviewLink::postId).flatMap(posts::find);
    if (post.isEmpty()) {
      return page(
          HttpStatus.NOT_FOUND,
          "There is no preview here",
          "The link may have expired, or somebody ended it. Ask whoever sent it for another one.");
    }
    wait = looks.note(post.get().id());
    return wait.isPresent() ? tooOften(wait.get()) : show(post.get());
  }

  private ResponseEntity<String> show(Post post) {
    Optional<String> page;
    try {
      page = renderService.page(post.working(), post.publicHistory());
    } catch (PreviewUnavailable away) {
      return page(
          HttpStatus.SERVICE_UNAVAILABLE,
          "There is no preview at the moment",
          "Try again in a minute.");
    }
    return page.map(
            html ->
                ResponseEntity.ok()
                    .contentType(HTML)
                    // For whoever saves the page; the header is for who fetches it.
                    .body(
                        html.replaceFirst(
                            "</head>", "<meta name=\"robots\" content=\"noindex\">\n</head>")))
        .orElseGet(
            () ->
                page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "This text cannot be shown",
                    "Whoever writes it sees the reason in the editor."));
  }

  private static ResponseEntity<String> tooOften(Duration wait) {
    ResponseEntity<String> page =
        page(HttpStatus.TOO_MANY_REQUESTS, "Too often", "Try again in a minute.");
    return ResponseEntity.status(page.getStatusCode())
        .headers(page.getHeaders())
        .header("Retry-After", Long.toString(wait.toSeconds() + 1))
        .body(page.getBody());
  }

  private static ResponseEntity<String> page(HttpStatus status, String title, String text) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .body(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            <p>%2$s</p>
            </main>
            </body>
            </html>
            """
                .formatted(title, text));
  }
}
