/**
 * GitHub Flavored Markdown on commonmark-java: CommonMark 0.31.2, and tables, task lists,
 * strikethrough, bare addresses and footnotes. Not safe for hostile input by itself.
 */
@NullMarked
package dev.galley.render.markdown.gfm;

import org.jspecify.annotations.NullMarked;
