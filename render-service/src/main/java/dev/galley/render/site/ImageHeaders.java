package dev.galley.render.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * An uploaded file is data and never a page of this site: what is not a picture, sound or film is
 * downloaded, and what a browser would run it runs in a sandbox.
 */
final class ImageHeaders implements HandlerInterceptor {

  private static final Pattern SHOWN =
      Pattern.compile(
          ".*\\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|mp4|webm|ogv|mp3|ogg|oga|m4a|wav|pdf)");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Readers of feeds show the posts' images in pages of their own.
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    if (!SHOWN.matcher(request.getRequestURI().toLowerCase(Locale.ROOT)).matches()) {
      response.setHeader("Content-Disposition", "attachment");
    }
    return true;
  }
}
