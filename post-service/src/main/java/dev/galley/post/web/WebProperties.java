package dev.galley.post.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a client may send.
 *
 * @param json to the editorial API
 * @param file of an asset
 * @param archive of an import
 */
@ConfigurationProperties("galley.limits")
record WebProperties(
    @DefaultValue("2MB") DataSize json,
    @DefaultValue("10MB") DataSize file,
    @DefaultValue("50MB") DataSize archive) {

  DataSize forPath(String path) {
    if (path.startsWith("/api/import")) {
      return archive;
    }
    return path.startsWith("/api/assets") ? file : json;
  }
}
