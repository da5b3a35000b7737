package dev.galley.local.backup;

/** Is told how far a backup or a restore has come. */
@FunctionalInterface
public interface Progress {

  /** So many bytes of so many. */
  void at(long bytes, long all);
}
