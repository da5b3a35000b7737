/** What the texts of other engines mean beyond Markdown, and how that is written here. */
@NullMarked
package dev.galley.post.engine.text;

import org.jspecify.annotations.NullMarked;
