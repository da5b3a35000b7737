package dev.galley.post.web;

import dev.galley.web.BodyLimitFilter;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a client may send.
 *
 * @param signIn to sign in, which anybody may try
 * @param json to the editorial API
 * @param archive of an import
 */
@ConfigurationProperties("galley.limits")
record WebProperties(
    @DefaultValue("1KB") DataSize signIn,
    @DefaultValue("2MB") DataSize json,
    @DefaultValue("50MB") DataSize archive) {

  BodyLimitFilter.Limit forPath(String path) {
    if (path.startsWith("/api/import")) {
      return BodyLimitFilter.Limit.onDisk(archive);
    }
    return BodyLimitFilter.Limit.inMemory(path.startsWith("/api/session") ? signIn : json);
  }
}
