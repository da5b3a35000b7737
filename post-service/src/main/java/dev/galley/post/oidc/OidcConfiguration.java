package dev.galley.post.oidc;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.Preparation;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.People;
import dev.galley.post.signin.SignInProvider;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;

/** The provider and what is remembered of it. */
@Configuration(proxyBeanMethods = false)
class OidcConfiguration {

  @Bean
  Accounts oidcAccounts(MongoDatabase database, Clock clock) {
    return new Accounts(database, clock);
  }

  @Bean
  PendingSignIns pendingSignIns(MongoDatabase database, Clock clock) {
    return new PendingSignIns(database, clock);
  }

  @Bean
  Preparation oidcIndexes(Accounts accounts, PendingSignIns pending) {
    return () -> {
      accounts.createIndexes();
      pending.createIndexes();
    };
  }

  @Bean
  SignInProvider signInProvider(OidcProperties properties) {
    return new SignInProvider(properties.isOn() ? properties.name() : null);
  }

  @Bean
  Authorizing authorizing(
      OidcProperties properties, SiteProperties site, PendingSignIns pending, Clock clock) {
    return new Authorizing(
        new Provider(
            properties,
            site.url().resolve(OidcController.CALLBACK),
            http(properties.timeout()),
            clock),
        pending,
        site.url());
  }

  @Bean
  MatchingPeople matchingPeople(People people, Accounts accounts, OidcProperties properties) {
    return new MatchingPeople(people, accounts, properties.invite());
  }

  /** RFC 9700, 4.11: what names the provider leads nowhere else. */
  static ClientHttpRequestFactory http(Duration timeout) {
    return new InterceptingClientHttpRequestFactory(
        ClientHttpRequestFactoryBuilder.jdk()
            .withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1))
            .build(
                HttpClientSettings.defaults()
                    .withTimeouts(timeout, timeout)
                    .withRedirects(HttpRedirects.DONT_FOLLOW)),
        List.of(new LimitedAnswers()));
  }
}
