package dev.galley.post.asset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditAction;
import dev.galley.post.content.Actor;
import dev.galley.post.content.InvalidContent;
import dev.galley.web.OneLine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bringing another system's files in bulk, one by one over HTTP, for owners. */
@RestController
class AssetImportController {

  private static final Duration TOLD = Duration.ofMinutes(10);
  private static final int MAX_IMPORTERS = 100;
  private static final int MAX_FORMER = 20;

  private final BringingAssets bringing;
  private final Audit audit;

  /** Who imports: a hundred thousand files are one thing to tell. */
  private final Cache<String, Boolean> told =
      Caffeine.newBuilder().expireAfterAccess(TOLD).maximumSize(MAX_IMPORTERS).build();

  AssetImportController(BringingAssets bringing, Audit audit) {
    this.bringing = bringing;
    this.audit = audit;
  }

  /**
   * What became of a file.
   *
   * @param outcome {@code stored}, {@code replaced} or {@code unchanged}
   * @param warnings what its author should know, for people
   */
  record Brought(String path, String outcome, List<String> warnings) {

    static Brought of(String path, StoredAsset stored) {
      Outcome outcome = stored.outcome();
      return new Brought(path, outcome.name().toLowerCase(Locale.ROOT), stored.warnings());
    }
  }

  /**
   * Brings a file.
   *
   * <p>Any number of parameters {@code former}, up to 20: names that it had, below {@code images/}.
   *
   * @param shared whether everybody may see it although no live page uses it
   */
  @PostMapping(
      path = "/api/assets/import/{*path}",
      consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  Brought bring(
      @PathVariable String path,
      @RequestParam(required = false) @Nullable @OneLine @Size(max = AssetFacts.MAX_ALT_CHARS)
          String alt,
      @RequestParam(defaultValue = "false") boolean decorative,
      @RequestParam(defaultValue = "true") boolean shared,
      @RequestParam(defaultValue = "false") boolean dryRun,
      InputStream body,
      Actor actor,
      HttpServletRequest request)
      throws IOException {
    if (decorative && alt != null) {
      throw InvalidContent.of("alt", "must be empty where a picture is decorative");
    }
    String name = AssetController.name(path);
    if (!dryRun && told.asMap().putIfAbsent(actor.key(), true) == null) {
      audit.record(request, AuditAction.IMPORTED, null, "Files, from " + name + " on");
    }
    AssetFacts facts = new AssetFacts(former(request), alt, decorative, shared);
    return Brought.of(name, bringing.bring(name, facts, dryRun, body, actor));
  }

  /** As they came: a converter would take a comma in a name for the end of it. */
  private static List<String> former(HttpServletRequest request) {
    String[] former = request.getParameterValues("former");
    if (former != null && former.length > MAX_FORMER) {
      throw InvalidContent.of("former", "must be " + MAX_FORMER + " names at most");
    }
    return former == null ? List.of() : List.of(former);
  }
}
