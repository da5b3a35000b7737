/**
 * Mails to those whose consent is asked: when a round opens, before it ends, and what came of it.
 */
@NullMarked
package dev.galley.feed.review;

import org.jspecify.annotations.NullMarked;
