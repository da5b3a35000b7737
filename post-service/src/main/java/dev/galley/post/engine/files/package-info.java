/**
 * Which file of an engine's folder is what: a post, a picture, or what says which of them readers
 * see.
 */
@NullMarked
package dev.galley.post.engine.files;

import org.jspecify.annotations.NullMarked;
