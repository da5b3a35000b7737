package dev.galley.post.token;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the first token comes to be, and how many sessions there may be.
 *
 * @param bootstrap whether to make an owner's token when there is none at all
 * @param bootstrapFile where to write that token, readable by its owner alone; whoever reads it
 *     should delete it
 * @param local an owner's token for the life of the process, never stored: how a launcher talks to
 *     what it launched; absent for none
 * @param maxSessions of one token; one more ends the oldest
 */
@Validated
@ConfigurationProperties("galley.tokens")
record TokenProperties(
    boolean bootstrap,
    @DefaultValue("data/owner-token") Path bootstrapFile,
    @Nullable String local,
    @Min(1) @DefaultValue("20") int maxSessions) {

  @Override
  public String toString() {
    return "TokenProperties[bootstrap=" + bootstrap + ", bootstrapFile=" + bootstrapFile + "]";
  }
}
