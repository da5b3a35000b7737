package dev.galley.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Problem details (RFC 9457) in the form that all services use: a stable {@code type}, a fixed
 * {@code title}, and a {@code detail} that is safe to show.
 */
public final class Problems {

  static final String TYPES = "/problems/";

  private Problems() {}

  /**
   * A problem.
   *
   * @param name the last part of the type, such as {@code slug-taken}
   * @param title the same for every occurrence
   * @param detail what happened here and what to do
   */
  public static ProblemDetail of(HttpStatus status, String name, String title, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create(TYPES + name));
    problem.setTitle(title);
    return problem;
  }
}
