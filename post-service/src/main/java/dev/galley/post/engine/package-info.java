/**
 * What other site generators do with a folder of files: which are posts, at which addresses, where
 * their pictures lie, and what the tags in their texts mean. Knows nothing of posts in a store.
 */
@NullMarked
package dev.galley.post.engine;

import org.jspecify.annotations.NullMarked;
