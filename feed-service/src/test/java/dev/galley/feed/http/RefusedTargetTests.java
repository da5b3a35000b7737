package dev.galley.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.connection.AddressRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that a webhook must not reach, with a socket that would notice (CWE-918). */
@Timeout(120)
class RefusedTargetTests {

  private static final Set<Integer> ANY_PORT_OF_A_TEST = Set.of();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.255.255.254",
        "0.0.0.0",
        "0",
        "0.1.2.3",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.1",
        "0177.1",
        "0177.0.0.1",
        "127.0.1",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.254",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.0.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]",
        "[2001::1]",
        "[2001:db8::1]",
        "[2002:7f00:1::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[100::1]",
        "[0:0:0:0:0:0:0:1]",
        "localhost",
        "LOCALHOST.",
      })
  void isNeverConnectedTo(String host) throws IOException {
    try (ServerSocket sink = listening()) {
      Answer answer =
          post(
              "http://" + host + ":" + sink.getLocalPort() + "/",
              SystemDefaultDnsResolver.INSTANCE);

      assertThat(answer).isNotInstanceOf(Answer.Accepted.class);
      assertNobodyConnected(sink);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/_x",
        "jar:https://example.org!/",
        "javascript:alert(1)",
        "data:text/plain,x",
        "https://user@example.org/",
        "https://a:b@example.org/",
        "https://example.org@127.0.0.1/",
        "https:///x",
        "https:example.org",
        "//example.org/",
        "example.org",
        "https://127\u30020\u30020\u30021/",
        "https://\uff11\uff12\uff17.0.0.1/",
        "https://\u24db\u24de\u24d2\u24d0lhost/",
        "https://exa mple.org/",
        "https://example.org/#x",
        "https://[::1",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest",
        "https://10.0.0.1:8443/",
        "https://0177.0.0.1.",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://a.localhost/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://1234567890123456789012345678901234567890123456789012345678901234.example/",
        "https://example.org:port/",
        "",
      })
  void isRefusedWhenTheWebhookIsMade(String url) {
    assertThatThrownBy(() -> new TargetPolicy(false, List.of()).accept(url))
        .isInstanceOf(TargetRefused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 25, 80, 6379, 8080, 9092, 27017})
  void isNotAnotherServicesPort(int port) {
    AtomicInteger lookups = new AtomicInteger();
    DnsResolver dns = answering(lookups, "93.184.215.14");
    GuardedDns guarded = new GuardedDns(dns, new AddressGuard(List.of()), Set.of(443, 8443));

    assertThatThrownBy(() -> guarded.resolve("example.org", port))
        .isInstanceOf(ForbiddenTarget.class);
  }

  @Test
  void isOneOfSeveralAddressesOfAName() throws IOException {
    try (ServerSocket sink = listening()) {
      DnsResolver mixed = answering(new AtomicInteger(), "93.184.215.14,127.0.0.1");

      Answer answer = post("http://mixed.example:" + sink.getLocalPort() + "/", mixed);

      assertThat(answer).isInstanceOf(Answer.Forbidden.class);
      assertNobodyConnected(sink);
    }
  }

  /** The name is looked up for each connection, and each answer is judged. */
  @Test
  void isANameThatWasPublicAMomentAgo() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    DnsResolver rebinding = answering(lookups, "93.184.215.14", "127.0.0.1");
    GuardedDns guarded = new GuardedDns(rebinding, new AddressGuard(List.of()), Set.of(443));

    assertThat(guarded.resolve("rebinding.example", 443)).hasSize(1);
    assertThatThrownBy(() -> guarded.resolve("rebinding.example", 443))
        .isInstanceOf(ForbiddenTarget.class);
    assertThat(lookups).hasValue(2);
  }

  @Test
  void isReachedOnlyWhenItsNetworkIsAllowed() throws Exception {
    try (ServerSocket sink = listening()) {
      Thread answering =
          new Thread(
              () -> {
                try (Socket socket = sink.accept()) {
                  socket.getInputStream().read(new byte[1000]);
                  socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      answering.start();
      try (HttpEndpoint endpoint =
          endpoint(SystemDefaultDnsResolver.INSTANCE, List.of(AddressRange.parse("127.0.0.0/8")))) {

        Answer answer =
            endpoint.post(
                URI.create("http://127.0.0.1:" + sink.getLocalPort() + "/"), Map.of(), new byte[0]);

        assertThat(answer).isEqualTo(new Answer.Accepted(204, ""));
      }
      answering.join();
    }
  }

  private static Answer post(String url, DnsResolver dns) throws IOException {
    try (HttpEndpoint endpoint = endpoint(dns, List.of())) {
      return endpoint.post(URI.create(url), Map.of(), "{}".getBytes());
    }
  }

  private static HttpEndpoint endpoint(DnsResolver dns, List<AddressRange> allowed) {
    return new HttpEndpoint(
        new GuardedDns(dns, new AddressGuard(allowed), ANY_PORT_OF_A_TEST),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        null,
        Clock.systemUTC());
  }

  /** On every address of this machine, so that each spelling of one would arrive. */
  private static ServerSocket listening() throws IOException {
    ServerSocket sink = new ServerSocket(0);
    sink.setSoTimeout(20_000);
    return sink;
  }

  private static void assertNobodyConnected(ServerSocket sink) throws IOException {
    sink.setSoTimeout(1);
    assertThatThrownBy(sink::accept).isInstanceOf(SocketTimeoutException.class);
  }

  /** Gives the answers in turn, the last one for ever; each may be several addresses. */
  private static DnsResolver answering(AtomicInteger lookups, String... answers) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        String answer = answers[Math.min(lookups.getAndIncrement(), answers.length - 1)];
        String[] literals = answer.split(",");
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
          addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://a.example:99999/", "https://a.example:0/", "https://a.example:65536"})
  void refusesAPortThatDoesNotExist(String written) {
    assertThatThrownBy(() -> new TargetPolicy(false, List.of()).accept(written))
        .isInstanceOf(TargetRefused.class)
        .hasMessageContaining("must have a port");
  }

  @Test
  void refusesANameThatNoneCanBe() {
    TargetPolicy policy = new TargetPolicy(false, List.of());
    String longest = "abcdefghi.".repeat(25) + "com";

    assertThat(policy.accept("https://" + longest).getHost()).hasSize(253);
    assertThat(policy.accept("https://" + longest + ".").getHost()).hasSize(254);
    assertThat(policy.accept("https://" + "a".repeat(63) + ".example")).isNotNull();
    assertThatThrownBy(() -> policy.accept("https://a" + longest))
        .isInstanceOf(TargetRefused.class)
        .hasMessageContaining("253 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:5/",
        "https://localhost:5/",
        "https://[fd00::1]/",
        "https://93.184.215.14/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
        "https://cafe.de/",
        "https://localhost.example/",
        "https://0xide.example/",
      })
  void acceptsWhatIsPublicOrAllowedOrKnownLater(String written) {
    List<AddressRange> allowed =
        List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("fd00::/8"));

    assertThat(new TargetPolicy(false, allowed).accept(written)).hasToString(written);
  }
}
