package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/** Somebody comes to write: by a link at first, later with a passkey. */
@NeedsChromium
class InvitingIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  @Test
  void anInvitedAuthorSignsInByTheProviderAndAStrangerIsToldWhyNot() throws IOException {
    stage
        .api()
        .change(
            "POST",
            "/api/people",
            Map.of("name", "Lowis Provided", "email", "lowis@example.org", "role", "author"),
            0);
    Editor author = stage.stranger();
    author.provokes("status of 401");
    author.open("/editor/account");
    author.one(".sign-in");
    author.keepPicture(getClass(), "sign-in-with-provider");

    stage.providerKnows("subject-1", "someone.else@example.org");
    author.press("Sign in with the co-operative");
    author.awaitText(".sign-in", "you are nobody here");
    assertThat(author.place()).isEqualTo("/editor/");
    author.keepPicture(getClass(), "stranger");

    author.open("/editor/account");
    stage.providerKnows("subject-2", "lowis@example.org");
    author.press("Sign in with the co-operative");
    author.awaitHeading("Account");
    assertThat(author.place()).isEqualTo("/editor/account");
    assertThat(author.field("Name").getDomProperty("value")).isEqualTo("Lowis Provided");

    author.press("Sign out");
    author.one(".sign-in [role=status]");
    author.keepPicture(getClass(), "signed-out");
    author.press("Sign out of the co-operative, too");
    author.awaitText("body", "logged out");
  }

  @Test
  void anInvitedAuthorSignsInByALinkAndThenWithAPasskey() throws IOException {
    Editor owner = stage.author();
    owner.press("People");
    owner.awaitHeading("People");
    owner.press("Invite…");
    owner.awaitDialog("Invite somebody");
    owner.field("Name").sendKeys("Renée Invited");
    owner.keepPicture(getClass(), "invite");
    owner.press("Invite");
    owner.awaitDialog("A link for Renée Invited");
    String link = String.valueOf(owner.field("Sign-in link").getDomProperty("value"));
    owner.press("Close");
    owner.awaitNoDialog();
    owner.keepPicture(getClass(), "people");

    // WebAuthn, 5.1.2: an address is no domain, so it has no passkeys.
    Editor author = stage.stranger();
    author
        .driver()
        .addVirtualAuthenticator(
            new VirtualAuthenticatorOptions()
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
    URI url = URI.create(link);
    String here = "http://localhost:" + url.getPort();
    author.visit(here + url.getPath() + "#" + url.getFragment());
    author.awaitHeading("Posts");
    assertThat(author.shows("nav a[href='/editor/people'], nav a[href='/editor/import']"))
        .isFalse();
    author.visit(here + "/editor/people");
    author.awaitHeading("People");
    author.awaitText(".records", "Renée Invited (you)");
    assertThat(author.shows(".page button")).isFalse();
    author.press("Account");
    author.awaitHeading("Account");
    assertThat(author.field("Short name").getDomProperty("value")).isEqualTo("renee-invited");
    author.press("Add a passkey…");
    author.press("Add");
    author.awaitNoDialog();
    author.until("the passkey", () -> author.one("section table").getText().length() > 0);
    author.until(
        "its name",
        () -> author.all(".records").stream().anyMatch(e -> e.getText().contains("This device")));
    author.keepPicture(getClass(), "account");

    author.press("Sign out");
    author.provokes("status of 401");
    author.one(".sign-in");
    author.keepPicture(getClass(), "sign-in");
    author.press("Use a passkey");
    author.awaitHeading("Posts");
    author.press("New post");
    author.press("Details");
    assertThat(author.field("Authors").getDomProperty("value")).isEqualTo("renee-invited");

    owner.press("Audit");
    owner.awaitHeading("Audit");
    owner.until(
        "who came in by what",
        () -> {
          String told = owner.one(".records tbody").getText();
          return told.contains("by a passkey") && told.contains("Passkey added");
        });
  }
}
