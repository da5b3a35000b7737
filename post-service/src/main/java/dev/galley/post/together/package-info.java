/** What people who write a post together need: notes on it, and who else has it open. */
@NullMarked
package dev.galley.post.together;

import org.jspecify.annotations.NullMarked;
