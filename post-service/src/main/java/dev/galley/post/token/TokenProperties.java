package dev.galley.post.token;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the first token comes to be, and how long sessions last.
 *
 * @param bootstrap whether to make an owner's token when there is none at all
 * @param bootstrapFile where to write that token, readable by its owner alone; whoever reads it
 *     should delete it
 * @param local an owner's token for the life of the process, never stored: how a launcher talks to
 *     what it launched; absent for none
 * @param session how long a browser stays signed in
 * @param maxSessions of one token; one more ends the oldest
 * @param signInLink how long a link waits for its one use
 * @param invitation the same of an invitation's
 */
@Validated
@ConfigurationProperties("galley.tokens")
record TokenProperties(
    boolean bootstrap,
    @DefaultValue("data/owner-token") Path bootstrapFile,
    @Nullable String local,
    @DefaultValue("30d") Duration session,
    @Min(1) @DefaultValue("20") int maxSessions,
    @DefaultValue("10m") Duration signInLink,
    @DefaultValue("24h") Duration invitation) {

  @Override
  public String toString() {
    return "TokenProperties[bootstrap=" + bootstrap + ", bootstrapFile=" + bootstrapFile + "]";
  }
}
