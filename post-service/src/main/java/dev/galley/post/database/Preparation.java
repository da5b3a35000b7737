package dev.galley.post.database;

/**
 * What the store needs before anybody works on it, such as indexes. It may be repeated, since an
 * attempt can end half-way.
 */
@FunctionalInterface
public interface Preparation {

  /**
   * Prepares the store.
   *
   * @throws com.mongodb.MongoException when the store does not answer; it is tried again
   */
  void prepare();
}
