/** The render service: its application class and nothing else. */
@NullMarked
package dev.galley.render;

import org.jspecify.annotations.NullMarked;
