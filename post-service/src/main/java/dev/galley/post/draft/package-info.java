/** Writing posts over HTTP: drafts, their history, and the list of all posts. */
@NullMarked
package dev.galley.post.draft;

import org.jspecify.annotations.NullMarked;
