package dev.galley.post.draft;

import dev.galley.post.audit.Who;
import dev.galley.post.content.Actor;
import dev.galley.web.answer.ETags;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers {@link Actor} and {@link Expected} out of a request's headers. */
final class RequestArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Actor.class
        || parameter.getParameterType() == Expected.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return parameter.getParameterType() == Actor.class ? actor(request) : expected(request);
  }

  private static Actor actor(NativeWebRequest request) {
    Optional<Who> who = Who.of(request.getUserPrincipal());
    String trace = request.getHeader("traceparent");
    return new Actor(
        who.map(RequestArguments::id).orElse(null),
        who.map(Who::name).orElse("unknown"),
        who.map(Who::person).orElse(null),
        trace != null && TRACEPARENT.matcher(trace).matches() ? trace : null);
  }

  private static String id(Who who) {
    return who.person() == null ? who.id() : who.person();
  }

  /** RFC 9110, 5.3: a header that comes in several lines is one list. */
  private static Expected expected(NativeWebRequest request) {
    String[] lines = request.getHeaderValues(HttpHeaders.IF_MATCH);
    return new Expected(ETags.required(lines == null ? null : String.join(",", lines)));
  }
}
