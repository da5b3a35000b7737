package dev.galley.post.check;

import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import java.util.List;
import java.util.Set;

/** Looks at a post before it is published. Every bean of this type is asked. */
public interface Check {

  /** The codes of all that it can find: what configuration may require to be right. */
  Set<String> codes();

  /**
   * What is to be mended.
   *
   * @param content what readers would see
   */
  List<Finding> lookAt(Post post, Content content);

  /**
   * Something to be mended.
   *
   * @param code what kind of thing it is
   * @param message a sentence for people
   * @param field of the post, as in the API
   * @param about what the field holds at the place; empty where there is none to show
   */
  record Finding(String code, String message, String field, String about) {}
}
