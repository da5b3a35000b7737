package dev.galley.render.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * An uploaded file is data and never a page of this site: what a browser would run it runs in a
 * sandbox, and what is not named as what is accepted there is not served, whoever put it there.
 */
final class ImageHeaders implements HandlerInterceptor {

  private static final Pattern SERVED =
      Pattern.compile(
          ".*\\.(?:png|jpe?g|gif|webp|avif|svg|mp4|m4v|mov|webm|mkv|og[gav]|opus|mp3|m4a|pdf)");

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Readers of feeds show the posts' images in pages of their own.
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    if (!SERVED.matcher(request.getRequestURI().toLowerCase(Locale.ROOT)).matches()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return false;
    }
    return true;
  }
}
