package dev.galley.post.asset;

import dev.galley.object.Spooled;
import dev.galley.post.preview.RenderService;
import dev.galley.web.FilePolicy;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The bytes of files for whoever writes here, also of those that readers do not see. */
@RestController
class AssetContentController {

  private final Assets assets;
  private final StoringAssets storing;
  private final RenderService renderService;

  AssetContentController(Assets assets, StoringAssets storing, RenderService renderService) {
    this.assets = assets;
    this.storing = storing;
    this.renderService = renderService;
  }

  /**
   * @param w how wide a picture is wanted, in pixels; as stored where there is no smaller one
   */
  @GetMapping("/api/assets/content/{*path}")
  void content(
      @PathVariable String path,
      @RequestParam(required = false) @Nullable @Min(1) @Max(10_000) Integer w,
      ServletWebRequest request,
      HttpServletResponse response)
      throws IOException {
    Asset asset = assets.require(AssetController.name(path));
    response.setHeader("Content-Security-Policy", FilePolicy.of(asset.content().type()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    if (request.checkNotModified(tag(asset, w))) {
      return;
    }
    Optional<RenderService.Image> smaller =
        w == null ? Optional.empty() : renderService.image(asset.name(), w);
    if (smaller.isPresent()) {
      response.setContentType(smaller.get().type());
      response.setContentLength(smaller.get().bytes().length);
      response.getOutputStream().write(smaller.get().bytes());
      return;
    }
    try (Spooled content = storing.fetch(asset)) {
      response.setContentType(asset.content().type());
      response.setContentLengthLong(asset.content().bytes());
      Files.copy(content.path(), response.getOutputStream());
    }
  }

  private static String tag(Asset asset, @Nullable Integer w) {
    return '"' + asset.content().sha256().substring(0, 16) + (w == null ? "" : "-" + w) + '"';
  }
}
