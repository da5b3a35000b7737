/** Serves the editor's web UI: static files that talk to the public API alone. */
@NullMarked
package dev.galley.post.editor;

import org.jspecify.annotations.NullMarked;
