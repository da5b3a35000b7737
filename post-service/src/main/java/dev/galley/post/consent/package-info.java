/** The rules of deciding by consent, for posts and for proposals. Knows no store and no web. */
@NullMarked
package dev.galley.post.consent;

import org.jspecify.annotations.NullMarked;
