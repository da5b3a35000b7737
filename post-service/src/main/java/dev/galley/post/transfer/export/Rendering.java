package dev.galley.post.transfer.export;

import dev.galley.post.content.Content;
import java.util.Optional;

/** Makes HTML of what is written in a way that other systems do not read. */
@FunctionalInterface
public interface Rendering {

  /** The sanitised fragment that readers would see; empty when it cannot be rendered. */
  Optional<String> html(Content content);
}
