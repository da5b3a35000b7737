package dev.galley.render.markdown.kramdown.tree;

import com.vladsch.flexmark.util.ast.Block;

/** A footnote's text. */
public record Note(String name, Block content) {}
