/**
 * What shall happen to posts at a time, and carrying it out, once, with any number of instances.
 */
@NullMarked
package dev.galley.post.schedule;

import org.jspecify.annotations.NullMarked;
