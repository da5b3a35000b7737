/** What became of each publication: receipts, the timeline of a post, failures and retries. */
@NullMarked
package dev.galley.post.delivery;

import org.jspecify.annotations.NullMarked;
