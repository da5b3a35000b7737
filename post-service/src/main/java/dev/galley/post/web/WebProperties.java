package dev.galley.post.web;

import dev.galley.web.BodyLimitFilter;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a client may send.
 *
 * @param signIn to sign in, which anybody may try
 * @param passkey the same with one
 * @param json to the editorial API
 * @param picture or other file that is added, or takes the place of one
 * @param archive of an import
 */
@ConfigurationProperties("galley.limits")
record WebProperties(
    @DefaultValue("1KB") DataSize signIn,
    @DefaultValue("16KB") DataSize passkey,
    @DefaultValue("2MB") DataSize json,
    @DefaultValue("20MB") DataSize picture,
    @DefaultValue("50MB") DataSize archive) {

  BodyLimitFilter.Limit of(String method, String path) {
    if (path.startsWith("/api/import")) {
      return BodyLimitFilter.Limit.onDisk(archive);
    }
    if (path.startsWith("/api/assets") && !method.equals("PATCH")) {
      return BodyLimitFilter.Limit.onDisk(picture);
    }
    if (path.startsWith("/api/session/passkey")) {
      return BodyLimitFilter.Limit.inMemory(passkey);
    }
    return BodyLimitFilter.Limit.inMemory(path.startsWith("/api/session") ? signIn : json);
  }
}
