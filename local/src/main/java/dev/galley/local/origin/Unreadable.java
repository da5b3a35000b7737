package dev.galley.local.origin;

import jakarta.servlet.RequestDispatcher;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;

/** Tells requests that are too long from those that are wrong; to Tomcat both are 400. */
final class Unreadable {

  private static final int URI_TOO_LONG = 414;
  private static final int HEADERS_TOO_LARGE = 431;

  private static final String TOO_LARGE =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  private Unreadable() {}

  /** The status for a request that Tomcat has refused already. */
  static int status(Request request, Response response) {
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (failure instanceof Exception exception && TOO_LARGE.equals(exception.getMessage())) {
      return request.getRequestURI() == null ? URI_TOO_LONG : HEADERS_TOO_LARGE;
    }
    return response.getStatus();
  }
}
