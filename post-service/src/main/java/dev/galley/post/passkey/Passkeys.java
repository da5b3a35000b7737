package dev.galley.post.passkey;

import com.mongodb.MongoException;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.People;
import dev.galley.post.people.Person;
import dev.galley.post.people.PersonRemoved;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registers passkeys and signs in with them, by Spring Security's verification. The person has to
 * show themselves to the authenticator each time: a passkey is all that is asked for.
 */
final class Passkeys {

  private static final String SIGNING_IN = "signing in";
  private static final String LOCALHOST = "localhost";
  private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|\\[.*]");

  private final PublicKeyCredentialRpEntity site;
  private final StoredPasskeys stored;
  private final Challenges challenges;
  private final People people;
  private final WebAuthnRelyingPartyOperations operations;
  private final JsonMapper json =
      JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

  Passkeys(SiteProperties site, StoredPasskeys stored, Challenges challenges, People people) {
    String host = host(site.url());
    this.site = PublicKeyCredentialRpEntity.builder().id(host).name(site.title()).build();
    this.stored = stored;
    this.challenges = challenges;
    this.people = people;
    this.operations =
        new Webauthn4JRelyingPartyOperations(
            new Users(), stored, this.site, Set.of(origin(site.url(), host)));
  }

  /** WebAuthn, 5.1.2: an address is no domain, and so has no passkeys; this machine has a name. */
  private static String host(URI url) {
    return ADDRESS.matcher(url.getHost()).matches() ? LOCALHOST : url.getHost();
  }

  private static String origin(URI url, String host) {
    try {
      return new URI(url.getScheme(), null, host, url.getPort(), null, null, null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the browser is to make a passkey by, as JSON. */
  JsonNode creation(Person person) {
    return json.valueToTree(creation(person, challenges.next(purpose(person))));
  }

  private PublicKeyCredentialCreationOptions creation(Person person, Bytes challenge) {
    return PublicKeyCredentialCreationOptions.builder()
        .rp(site)
        .user(entity(person))
        .challenge(challenge)
        .pubKeyCredParams(
            PublicKeyCredentialParameters.EdDSA,
            PublicKeyCredentialParameters.ES256,
            PublicKeyCredentialParameters.RS256)
        .authenticatorSelection(
            AuthenticatorSelectionCriteria.builder()
                .residentKey(ResidentKeyRequirement.REQUIRED)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build())
        .attestation(AttestationConveyancePreference.NONE)
        .excludeCredentials(of(person).stream().map(Passkeys::descriptor).toList())
        .timeout(Challenges.LIFETIME)
        .build();
  }

  private static PublicKeyCredentialDescriptor descriptor(CredentialRecord passkey) {
    return PublicKeyCredentialDescriptor.builder()
        .type(PublicKeyCredentialType.PUBLIC_KEY)
        .id(passkey.getCredentialId())
        .transports(passkey.getTransports())
        .build();
  }

  /**
   * Adds a passkey that the browser has made.
   *
   * @throws Refused when it does not belong to what was asked for
   */
  CredentialRecord register(Person person, String label, JsonNode made) {
    PublicKeyCredential<AuthenticatorAttestationResponse> credential =
        read(made, new TypeReference<>() {});
    Bytes challenge = taken(credential, purpose(person));
    CredentialRecord passkey =
        verified(
            () ->
                operations.registerCredential(
                    new ImmutableRelyingPartyRegistrationRequest(
                        creation(person, challenge),
                        new RelyingPartyPublicKey(credential, label))));
    if (!stored.add(passkey)) {
      throw new Refused();
    }
    return passkey;
  }

  /** What the browser is to ask for, of whoever is there, as JSON. */
  JsonNode request() {
    return json.valueToTree(request(challenges.next(SIGNING_IN)));
  }

  private PublicKeyCredentialRequestOptions request(Bytes challenge) {
    return PublicKeyCredentialRequestOptions.builder()
        .rpId(site.getId())
        .challenge(challenge)
        .allowCredentials(List.of())
        .userVerification(UserVerificationRequirement.REQUIRED)
        .timeout(Challenges.LIFETIME)
        .build();
  }

  /**
   * Whose passkey has signed a challenge.
   *
   * @return the person's id
   * @throws Refused when it is nobody's, or signed something else
   */
  String authenticate(JsonNode shown) {
    PublicKeyCredential<AuthenticatorAssertionResponse> credential =
        read(shown, new TypeReference<>() {});
    Bytes challenge = taken(credential, SIGNING_IN);
    PublicKeyCredentialUserEntity user =
        verified(
            () ->
                operations.authenticate(
                    new RelyingPartyAuthenticationRequest(request(challenge), credential)));
    return StoredPasskeys.person(user.getId());
  }

  List<CredentialRecord> of(Person person) {
    return stored.findByUserId(StoredPasskeys.handle(person.id()));
  }

  boolean remove(Person person, String id) {
    return stored.remove(id, person.id());
  }

  @EventListener
  void on(PersonRemoved event) {
    stored.removeOf(event.personId());
  }

  private <T> T read(JsonNode told, TypeReference<T> type) {
    try {
      T read = json.treeToValue(told, json.getTypeFactory().constructType(type));
      if (read == null) {
        throw new Refused();
      }
      return read;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new Refused();
    }
  }

  /** The challenge that was signed, if it was made here for this. */
  private Bytes taken(
      PublicKeyCredential<? extends AuthenticatorResponse> credential, String purpose) {
    AuthenticatorResponse response = credential.getResponse();
    // What strangers send may lack anything.
    if (response == null || response.getClientDataJSON() == null) {
      throw new Refused();
    }
    Bytes challenge;
    try {
      JsonNode data =
          json.readTree(
              new String(response.getClientDataJSON().getBytes(), StandardCharsets.UTF_8));
      challenge = Bytes.fromBase64(data.path("challenge").asString(""));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new Refused();
    }
    if (!challenges.take(challenge, purpose)) {
      throw new Refused();
    }
    return challenge;
  }

  /** Whatever the verification throws means that somebody sent something wrong. */
  private static <T> T verified(Supplier<T> verification) {
    try {
      return verification.get();
    } catch (MongoException down) {
      throw down;
    } catch (RuntimeException wrong) {
      throw new Refused();
    }
  }

  private static String purpose(Person person) {
    return "for " + person.id();
  }

  private static PublicKeyCredentialUserEntity entity(Person person) {
    return ImmutablePublicKeyCredentialUserEntity.builder()
        .id(StoredPasskeys.handle(person.id()))
        .name(person.email() == null ? person.slug() : person.email())
        .displayName(person.name())
        .build();
  }

  /** It is nobody's passkey, or it signed something else. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** The people, as WebAuthn sees them. */
  private final class Users implements PublicKeyCredentialUserEntityRepository {

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
      return entity(people.find(StoredPasskeys.person(id)));
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String name) {
      return entity(people.find(name));
    }

    private @Nullable PublicKeyCredentialUserEntity entity(Optional<Person> person) {
      return person.map(Passkeys::entity).orElse(null);
    }

    @Override
    public void save(PublicKeyCredentialUserEntity user) {
      throw new UnsupportedOperationException("People are added elsewhere");
    }

    @Override
    public void delete(Bytes id) {
      throw new UnsupportedOperationException("People are removed elsewhere");
    }
  }
}
