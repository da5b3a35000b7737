package dev.galley.stream.codec;

import java.util.List;

/** Header names of the CloudEvents Kafka protocol binding 1.0.2, section 3.2 (binary mode). */
public final class CloudEventHeaders {

  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String SUBJECT = "ce_subject";
  public static final String TIME = "ce_time";

  /** The media type of the value. */
  public static final String CONTENT_TYPE = "content-type";

  /** The trace that led here, W3C Trace Context. */
  public static final String TRACE_PARENT = "traceparent";

  /**
   * An extension: the record is sent again because a person asked for it, so steps that have given
   * up try once more.
   */
  public static final String RETRY = "ce_galleyretry";

  static final List<String> REQUIRED = List.of(SPEC_VERSION, ID, TYPE, SOURCE, SUBJECT, TIME);

  private CloudEventHeaders() {}
}
