package dev.galley.render.page.serving;

/** Tells whether all pages are known, so that a path which is not known does not exist. */
public interface PagesReady {

  /** False while the index is being loaded. */
  boolean isReady();
}
