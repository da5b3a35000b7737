package dev.galley.local.origin;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A service that says who it is and what it got. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
})
@RestController
class TinyService {

  private final String name;

  TinyService(Environment environment) {
    this.name = environment.getRequiredProperty("tiny.name");
  }

  static ConfigurableApplicationContext start(Origin origin, Destination destination) {
    return new SpringApplicationBuilder(TinyService.class)
        .properties(
            "spring.config.name=none",
            "tiny.name=" + destination,
            "server.port=0",
            "spring.jmx.enabled=false",
            "spring.main.banner-mode=off")
        .initializers(origin.connect(destination))
        .run();
  }

  @GetMapping("/**")
  String get(HttpServletRequest request) {
    return name + " " + request.getRequestURI() + "?" + request.getQueryString();
  }

  @PostMapping("/**")
  String post(HttpServletRequest request, @RequestBody(required = false) String body) {
    return name + " " + body.length() + " " + body.hashCode();
  }

  @GetMapping("/**/fails")
  String fails() {
    throw new IllegalStateException(name);
  }

  @GetMapping("/**/later")
  CompletableFuture<String> later(HttpServletRequest request) {
    String uri = request.getRequestURI();
    return CompletableFuture.supplyAsync(() -> name + " later " + uri);
  }

  @GetMapping(path = "/**/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream() {
    SseEmitter emitter = new SseEmitter(0L);
    CompletableFuture.runAsync(
        () -> {
          try {
            for (int i = 0; i < 3; i++) {
              emitter.send(SseEmitter.event().data(name + i));
            }
            emitter.complete();
          } catch (IOException e) {
            emitter.completeWithError(e);
          }
        });
    return emitter;
  }
}
