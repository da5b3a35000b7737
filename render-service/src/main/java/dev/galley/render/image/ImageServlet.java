package dev.galley.render.image;

import dev.galley.event.AssetEvent;
import dev.galley.event.AssetStored;
import dev.galley.render.image.ImageCache.Cached;
import dev.galley.web.FilePolicy;
import dev.galley.web.WebAddress;
import dev.galley.web.answer.ETags;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * Serves pictures and files, to anybody below {@code /images/} and to the other services below
 * {@code /internal/images/}. A file is data and never a page of this site: what a browser would run
 * it runs in a sandbox.
 *
 * <p>Who waits for the store or for a smaller picture holds no thread meanwhile. Where too many
 * wait, or one waits for too long, the answer is 503 with {@code Retry-After}: pages and what is on
 * the disk go on being served.
 */
final class ImageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String INTERNAL = "/internal";
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String REVALIDATED = "private, no-cache";
  private static final String MOVED_FOR = "public, max-age=300";
  private static final String RETRY_AFTER_SECONDS = "2";

  /** RFC 9110 14.1, 14.2: the one unit there is, in any case of letters; others are ignored. */
  private static final String BYTES = "bytes=";

  private static final int HASH_CHARS = 16;
  private static final int BUFFER_BYTES = 32 * 1024;

  /** Tomcat's attributes for that. */
  private static final String SENDFILE = "org.apache.tomcat.sendfile.";

  private static final int MIN_SENDFILE_BYTES = 16 * 1024;

  /** RFC 9110 12.4.2: a weight of zero means that it is not acceptable. */
  private static final Pattern WEBP =
      Pattern.compile("image/webp(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");

  /** How this servlet tells itself, when it is called again, that it has waited in vain. */
  private static final String IN_VAIN = ImageServlet.class.getName() + ".inVain";

  private static final String AGAIN = ImageServlet.class.getName() + ".again";

  private static final String POLICY = "Content-Security-Policy";

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          // Readers of feeds show the posts' images in pages of their own.
          "Cross-Origin-Resource-Policy",
          "cross-origin",
          POLICY,
          FilePolicy.SHOWN);

  private final transient ImageIndex index;
  private final transient SiteImages images;
  private final transient ImageCache cache;
  private final transient ImageKeys keys;
  private final transient LooseFiles loose;
  private final transient Completeness completeness;
  private final transient Variants variants;
  private final transient ImageMeters meters;
  private final String cacheControl;
  private final Duration patience;
  private final int maxWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Whether all files and all pages are known, so that an unknown one does not exist. */
  @FunctionalInterface
  interface Completeness {
    boolean isGiven();
  }

  ImageServlet(
      ImageIndex index,
      SiteImages images,
      ImageCache cache,
      ImageKeys keys,
      LooseFiles loose,
      Completeness completeness,
      Variants variants,
      ImageMeters meters,
      ImageProperties properties) {
    this.index = index;
    this.images = images;
    this.cache = cache;
    this.keys = keys;
    this.loose = loose;
    this.completeness = completeness;
    this.variants = variants;
    this.meters = meters;
    this.cacheControl = "max-age=" + properties.maxAge().toSeconds() + ", public";
    this.patience = properties.patience();
    this.maxWaiting = properties.waiting();
  }

  /** What an address carries to change with the content. */
  static String hash(AssetStored asset) {
    return asset.sha256().substring(0, HASH_CHARS);
  }

  /**
   * What is asked for.
   *
   * @param name such as {@code images/blog/x.jpg}
   * @param width null for the file as it is
   * @param internal whether another service asks
   */
  private record Wanted(
      String name,
      @Nullable Integer width,
      @Nullable String hash,
      @Nullable String key,
      boolean internal) {

    static Optional<Wanted> in(HttpServletRequest request) {
      String path = request.getPathInfo();
      String width = request.getParameter("w");
      Integer known =
          width == null
              ? null
              : Variants.WIDTHS.stream()
                  .filter(one -> width.equals(one.toString()))
                  .findFirst()
                  .orElse(null);
      return path == null || width != null && known == null
          ? Optional.empty()
          : Optional.of(
              new Wanted(
                  "images" + path,
                  known,
                  request.getParameter("h"),
                  request.getParameter("key"),
                  request.getServletPath().startsWith(INTERNAL)));
    }
  }

  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HEADERS.forEach(response::setHeader);
    Wanted wanted = Wanted.in(request).orElse(null);
    if (wanted == null) {
      notFound(response);
      return;
    }
    Optional<ImageIndex.Found> found = index.find(wanted.name());
    if (found.isEmpty()) {
      unknown(wanted, request, response);
    } else if (found.get() instanceof ImageIndex.Present present) {
      present(present.asset(), wanted, request, response);
    } else if (found.get() instanceof ImageIndex.Moved moved) {
      moved(moved.asset(), wanted, request, response);
    } else if (found.get() instanceof ImageIndex.Gone gone
        && !isRefused(gone.asset(), wanted, response)) {
      response.setHeader("Cache-Control", "no-cache");
      response.sendError(HttpServletResponse.SC_GONE);
    }
  }

  private void unknown(Wanted wanted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Path file = loose.find(wanted.name()).orElse(null);
    if (file != null) {
      BasicFileAttributes attributes =
          Files.readAttributes(file.toRealPath(), BasicFileAttributes.class);
      // Strong enough: an import replaces a file by renaming another over it.
      String tag =
          "\"%x-%x\"".formatted(attributes.lastModifiedTime().toMillis(), attributes.size());
      response.setHeader("Cache-Control", cacheControl);
      send(new Sent(file, attributes.size(), LooseFiles.mediaType(file), tag), request, response);
    } else if (completeness.isGiven() || !LooseFiles.canBe(wanted.name())) {
      Optional<String> earlier = images.ofEarlierSite(SiteImages.path(wanted.name()));
      if (earlier.isPresent() && !wanted.internal()) {
        // Not for ever: another file may still get the name.
        response.setHeader("Location", WebAddress.ascii(earlier.get()));
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(HttpServletResponse.SC_FOUND);
      } else {
        notFound(response);
      }
    } else {
      unavailable(response);
    }
  }

  private static void notFound(HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }

  private void unavailable(HttpServletResponse response) throws IOException {
    meters.turnedAway();
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  /** Whoever may not see a file is not told that there is one. */
  private boolean isRefused(AssetEvent asset, Wanted wanted, HttpServletResponse response)
      throws IOException {
    String name = asset.names().get(0);
    boolean isPublic = images.isPublic(asset);
    boolean hasKey = wanted.key() != null && keys.isValid(name, wanted.key());
    if (isPublic || hasKey || wanted.internal()) {
      return false;
    }
    if (completeness.isGiven()) {
      notFound(response);
    } else {
      unavailable(response);
    }
    return true;
  }

  private void moved(
      AssetStored asset, Wanted wanted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isRefused(asset, wanted, response)) {
      return;
    }
    String query = request.getQueryString();
    String path = SiteImages.path(asset.names().get(0)) + (query == null ? "" : "?" + query);
    response.setHeader("Location", WebAddress.ascii(wanted.internal() ? INTERNAL + path : path));
    response.setHeader("Cache-Control", images.isPublic(asset) ? MOVED_FOR : "no-store");
    response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
  }

  private void present(
      AssetStored asset, Wanted wanted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isRefused(asset, wanted, response)) {
      return;
    }
    if (request.getAttribute(IN_VAIN) != null) {
      unavailable(response);
      return;
    }
    Integer width = wanted.width();
    Variants.Kind kind = null;
    if (width != null && Variants.isPossible(asset.mediaType())) {
      response.setHeader("Vary", "Accept");
      kind = variants.kind(asset.mediaType(), takesWebP(request));
    }
    CompletableFuture<Cached> file =
        kind == null || width == null ? cache.original(asset) : cache.variant(asset, width, kind);
    if (kind != null && file.isDone() && !file.isCompletedExceptionally() && file.join().isNone()) {
      kind = null;
      file = cache.original(asset);
    }
    if (!file.isDone()) {
      await(file, request, response);
    } else if (file.isCompletedExceptionally()) {
      unavailable(response);
    } else {
      response.setHeader("Cache-Control", cacheControl(asset, wanted));
      send(sent(file.join(), asset, wanted, kind), request, response);
    }
  }

  private static boolean takesWebP(HttpServletRequest request) {
    String accept = String.join(",", Collections.list(request.getHeaders("Accept")));
    return WEBP.matcher(accept.toLowerCase(Locale.ROOT)).find();
  }

  private String cacheControl(AssetStored asset, Wanted wanted) {
    if (wanted.internal() || !images.isPublic(asset)) {
      return REVALIDATED;
    }
    return hash(asset).equals(wanted.hash()) ? FOREVER : cacheControl;
  }

  private static Sent sent(
      Cached file, AssetStored asset, Wanted wanted, Variants.@Nullable Kind kind) {
    String made = kind == null ? "" : "-" + wanted.width() + "-" + kind.ending();
    return new Sent(
        file,
        kind == null ? asset.mediaType() : kind.mediaType(),
        "\"" + asset.sha256() + made + "\"");
  }

  /** Has this servlet called again when a file is there, in a thread of the container's. */
  private void await(
      CompletableFuture<Cached> file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      unavailable(response);
      return;
    }
    AsyncContext asynchronous = request.startAsync();
    asynchronous.setTimeout(patience.toMillis());
    AtomicBoolean done = new AtomicBoolean();
    asynchronous.addListener(
        new Waiting() {
          @Override
          public void onTimeout(AsyncEvent event) {
            again(asynchronous, done, true);
          }
        });
    file.whenComplete((cached, failure) -> again(asynchronous, done, failure != null));
  }

  private void again(AsyncContext asynchronous, AtomicBoolean done, boolean inVain) {
    if (done.compareAndSet(false, true)) {
      waiting.decrementAndGet();
      if (inVain) {
        asynchronous.getRequest().setAttribute(IN_VAIN, true);
      }
      asynchronous.dispatch();
    }
  }

  private abstract static class Waiting implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  /**
   * A file as it goes out.
   *
   * @param cached null for one that is not of the cache
   */
  private record Sent(
      Path file, long bytes, String mediaType, String tag, @Nullable Cached cached) {

    Sent(Path file, long bytes, String mediaType, String tag) {
      this(file, bytes, mediaType, tag, null);
    }

    Sent(Cached cached, String mediaType, String tag) {
      this(cached.file(), cached.bytes(), mediaType, tag, cached);
    }
  }

  private void send(Sent sent, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("ETag", sent.tag());
    response.setHeader("Accept-Ranges", "bytes");
    // RFC 9110 13.2.2: what was asked for only if it is, or is not, as it was.
    String ifMatch = request.getHeader("If-Match");
    if (ifMatch != null && !ETags.matches(ifMatch, sent.tag())) {
      response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
      return;
    }
    String ifNoneMatch = request.getHeader("If-None-Match");
    if (ifNoneMatch != null && ETags.matches(ifNoneMatch, sent.tag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(sent.mediaType());
    response.setHeader(POLICY, FilePolicy.of(sent.mediaType()));
    long from = 0;
    long end = sent.bytes();
    String ifRange = request.getHeader("If-Range");
    String range = request.getHeader("Range");
    if (range != null
        && range.regionMatches(true, 0, BYTES, 0, BYTES.length())
        && (ifRange == null || ifRange.equals(sent.tag()))) {
      try {
        List<HttpRange> ranges = HttpRange.parseRanges(BYTES + range.substring(BYTES.length()));
        // RFC 9110 14.2: of several a server may send the whole.
        if (ranges.size() == 1) {
          from = ranges.get(0).getRangeStart(end);
          if (from >= end) {
            throw new IllegalArgumentException("It begins behind the end");
          }
          end = ranges.get(0).getRangeEnd(end) + 1;
          response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
          response.setHeader(
              "Content-Range", "bytes " + from + "-" + (end - 1) + "/" + sent.bytes());
        }
      } catch (IllegalArgumentException e) {
        response.setHeader("Content-Range", "bytes */" + sent.bytes());
        response.sendError(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        return;
      }
    }
    response.setContentLengthLong(end - from);
    if (!request.getMethod().equals("HEAD")) {
      write(sent, from, end, request, response);
    }
  }

  private void write(
      Sent sent, long from, long end, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (FileChannel channel = FileChannel.open(sent.file())) {
      if (end - from >= MIN_SENDFILE_BYTES
          && request.getDispatcherType() == DispatcherType.REQUEST
          && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
        // The container has the system send it, and no thread waits for a slow client. It forgets
        // to where the request was called again.
        request.setAttribute(SENDFILE + "filename", sent.file().toString());
        request.setAttribute(SENDFILE + "start", from);
        request.setAttribute(SENDFILE + "end", end);
        return;
      }
      channel.position(from);
      InputStream in = Channels.newInputStream(channel);
      OutputStream out = response.getOutputStream();
      byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, end - from))];
      for (long left = end - from; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new IOException(sent.file() + " is shorter than it was");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    } catch (NoSuchFileException e) {
      // Somebody deleted it since it was looked up.
      if (sent.cached() != null) {
        cache.forget(sent.cached());
      }
      response.reset();
      if (request.getAttribute(AGAIN) == null) {
        request.setAttribute(AGAIN, true);
        doGet(request, response);
      } else {
        unavailable(response);
      }
    }
  }
}
