/** Who may use the editorial API: tokens, browser sessions and the rules of access. */
@NullMarked
package dev.galley.post.token;

import org.jspecify.annotations.NullMarked;
