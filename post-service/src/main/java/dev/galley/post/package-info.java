/** The post service: its application class and nothing else. */
@NullMarked
package dev.galley.post;

import org.jspecify.annotations.NullMarked;
