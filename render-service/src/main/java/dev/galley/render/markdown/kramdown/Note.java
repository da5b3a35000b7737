package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.util.ast.Block;

/** A footnote's text. */
record Note(String name, Block content) {}
