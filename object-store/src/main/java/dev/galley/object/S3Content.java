package dev.galley.object;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Gives its connection back at the end, and drops it before: nobody reads the rest. */
final class S3Content extends FilterInputStream {

  private final ResponseInputStream<GetObjectResponse> response;
  private boolean ended;

  S3Content(ResponseInputStream<GetObjectResponse> response) {
    super(response);
    this.response = response;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      int read = response.read(bytes, from, length);
      ended = read < 0;
      return read;
    } catch (SdkException e) {
      throw new IOException("The bytes break off", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      response.close();
    } else {
      response.abort();
    }
  }
}
