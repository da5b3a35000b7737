package dev.galley.render.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the images of posts from a folder, with ranges and conditional requests by Spring. */
@Configuration(proxyBeanMethods = false)
class ImageConfiguration implements WebMvcConfigurer {

  private final ServingProperties serving;

  ImageConfiguration(ServingProperties serving) {
    this.serving = serving;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/images/**")
        .addResourceLocations(serving.assets().resolve("images").toUri() + "/")
        .setCacheControl(CacheControl.maxAge(serving.imagesMaxAge()).cachePublic())
        .setEtagGenerator(ImageConfiguration::tag)
        .resourceChain(false)
        .addTransformer(
            (request, image, chain) -> PictureResource.of(chain.transform(request, image)));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ImageHeaders()).addPathPatterns("/images/**");
  }

  /** Strong enough: an import replaces a file by renaming another over it. */
  private static String tag(Resource image) {
    try {
      Path file = image.getFile().toPath().toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return "\"%x-%x\"".formatted(attributes.lastModifiedTime().toMillis(), attributes.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
