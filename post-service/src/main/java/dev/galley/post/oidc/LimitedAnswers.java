package dev.galley.post.oidc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Reads no more of an answer than the provider has to say. */
final class LimitedAnswers implements ClientHttpRequestInterceptor {

  private static final int MAX_BYTES = 256 * 1024;

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    return new Limited(execution.execute(request, body));
  }

  private static final class Limited implements ClientHttpResponse {

    private final ClientHttpResponse answer;
    private @Nullable InputStream read;

    Limited(ClientHttpResponse answer) {
      this.answer = answer;
    }

    @Override
    public InputStream getBody() throws IOException {
      if (read == null) {
        byte[] bytes = answer.getBody().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new IOException("The answer is longer than " + MAX_BYTES + " bytes");
        }
        read = new ByteArrayInputStream(bytes);
      }
      return read;
    }

    @Override
    public HttpHeaders getHeaders() {
      return answer.getHeaders();
    }

    @Override
    public HttpStatusCode getStatusCode() throws IOException {
      return answer.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
      return answer.getStatusText();
    }

    @Override
    public void close() {
      answer.close();
    }
  }
}
