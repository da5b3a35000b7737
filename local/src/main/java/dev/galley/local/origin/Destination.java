package dev.galley.local.origin;

/** Who answers a request. */
public enum Destination {
  /** The editorial API and the editor. */
  POST,
  /** The public site. */
  RENDER,
  /** Feeds, subscribers, webhooks and the stream of events. */
  FEED,
  /** The origin itself: the merged measures. */
  METRICS,
  /** The origin itself: what a backup is made from is put aside. */
  BACKUP,
  /** Nobody: what is for operators of a service alone is not offered here. */
  NOBODY
}
