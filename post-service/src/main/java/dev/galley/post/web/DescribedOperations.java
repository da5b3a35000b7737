package dev.galley.post.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** What each operation does, and under which heading: nothing of it is in a signature. */
final class DescribedOperations implements GlobalOpenApiCustomizer {

  /** The first part of a path below {@code /api/}, and what its operations are about. */
  private static final Map<String, String> TAGS =
      table(
          """
          posts           Writing, publishing and taking back, with every revision.
          schedule        By which clocks and zone things happen at a time.
          assets          Images and attachments, and who shows them.
          deliveries      What became of publications.
          failures        What failed, to be tried again or dismissed.
          preview         The page that a draft would have.
          templates       What new posts can start with.
          import          Bringing an archive.
          imports         What the last imports said of each file.
          export          Taking everything out.
          people          Who writes here, under which name and with which rights.
          tokens          Who may do what.
          session         Signing a browser in and out.
          sign-in-links   Links that sign a browser in once.
          review          What is decided by consent.
          proposals       Deciding by consent what no post is about.
          audit           Who did what about access, and what cannot be undone.
          reconciliation  Comparing topic and store.
          jobs            Long work that goes on by itself.
          replication     The second store of the site's files.
          """);

  private static final Map<String, String> OPERATIONS =
      table(
          """
          GET,/api/posts                                   Lists posts by what they are and hold, the last changed first, a page at a time; in state SCHEDULED whatever has a schedule, the soonest first.
          POST,/api/posts                                  Creates a draft. The same Idempotency-Key and body again give the same post.
          GET,/api/posts/{id}                              Reads the working copy of a post and what readers see of it.
          PUT,/api/posts/{id}                              Replaces the working copy; readers see it after the next publication.
          PATCH,/api/posts/{id}                            Changes the fields that a JSON merge patch names (RFC 7396).
          DELETE,/api/posts/{id}                           Erases a post that is off the site, with its history and all that it said.
          POST,/api/posts/publish                          Publishes many posts, and reports on each.
          POST,/api/posts/unpublish                        Takes many posts off the site, and reports on each.
          POST,/api/posts/{id}/publish                     Shows the working copy to readers, or a text that becomes it in the same write.
          POST,/api/posts/{id}/unpublish                   Takes a post off the site; its address says so or leads elsewhere.
          POST,/api/posts/{id}/schedule                    Publishes or unpublishes a post at a time, in place of what was scheduled before.
          DELETE,/api/posts/{id}/schedule                  Takes back what was scheduled for a post.
          GET,/api/schedule                                Tells the site's zone, and the time by the clock that schedules obey.
          GET,/api/posts/{id}/revisions                    Lists every saved state of a post, the newest first.
          GET,/api/posts/{id}/revisions/{revision}         Reads a saved state with its text.
          POST,/api/posts/{id}/revisions/{revision}/restore  Makes a saved state the working copy again.
          GET,/api/posts/{id}/comparison                   Puts two states of a post beside each other; with rendered=true also their pages.
          PUT,/api/posts/{id}/template                     Makes a draft a template: other posts begin with it, and it is never published.
          DELETE,/api/posts/{id}/template                  Makes a template a draft again.
          POST,/api/posts/{id}/reset                       Makes what readers see the working copy again.
          GET,/api/posts/{id}/notes                        Lists the notes on a post, the oldest first, with where their passages are now.
          POST,/api/posts/{id}/notes                       Adds a note on a post or a passage; only who writes the post sees it.
          GET,/api/posts/{id}/notes/{noteId}               Reads a note with its replies.
          PATCH,/api/posts/{id}/notes/{noteId}             Words a note anew, for who wrote it.
          DELETE,/api/posts/{id}/notes/{noteId}            Deletes a note with its replies, for who wrote it.
          POST,/api/posts/{id}/notes/{noteId}/resolve      Says that a note was seen to.
          POST,/api/posts/{id}/notes/{noteId}/reopen       Opens a resolved note again.
          POST,/api/posts/{id}/notes/{noteId}/replies      Replies to a note.
          PATCH,/api/posts/{id}/notes/{noteId}/replies/{replyId}   Words a reply anew, for who wrote it.
          DELETE,/api/posts/{id}/notes/{noteId}/replies/{replyId}  Deletes a reply, for who wrote it.
          GET,/api/posts/{id}/presence                     Tells who has a post open; as an event stream also of its notes and revisions. Who follows that has it open.
          GET,/api/posts/{id}/preview-links                Lists the links under which others see the working copy, without their secrets.
          POST,/api/posts/{id}/preview-links               Makes a link that shows the working copy to whoever has it; it is shown this once.
          DELETE,/api/posts/{id}/preview-links/{linkId}    Ends a preview link.
          GET,/api/posts/{id}/review                       Reads the round of consent on a post, those before it, and what is owed.
          POST,/api/posts/{id}/review                      Asks people for their consent to the working copy as it is.
          DELETE,/api/posts/{id}/review                    Withdraws the question.
          PUT,/api/posts/{id}/review/answer                Answers for whoever sends it: consent, stand-aside, concern, objection, or none.
          DELETE,/api/posts/{id}/review/debt               Says that somebody else has reviewed what was published without consent.
          GET,/api/posts/{id}/deliveries                   Tells what became of each publication of a post; as an event stream while it happens.
          POST,/api/deliveries/progress                    Tells which of many publications are not on their page and in the feeds yet.
          GET,/api/posts/{id}/checks                       Tells what to look at before a post is published, with its place in the text.
          GET,/api/assets                                  Lists files by what they are called and show, the last stored first, a page at a time.
          POST,/api/assets                                 Adds a file. The same bytes and name again are the same file.
          PATCH,/api/assets                                Describes many files, each as far as it can be.
          PATCH,/api/assets/{path}                         Says what a picture says to whoever does not see it, gives a file another name, or shares it.
          PUT,/api/assets/{path}                           Replaces what a file holds; its address stays.
          GET,/api/assets/{path}                           Reads what is known of a file, what was done to it and which posts use it.
          DELETE,/api/assets/{path}                        Removes a file, unless posts use it and evenUsed is not set; for 30 days it can be restored.
          POST,/api/assets/import/{path}                   Brings a file of another system, for everybody to see unless shared is false; names that it had there (former, up to 20) lead to it.
          POST,/api/assets/restore/{path}                  Brings a removed file back.
          GET,/api/assets/content/{path}                   Gives a file's bytes, also of one that no reader sees; a picture in a smaller size where one is asked for.
          POST,/api/preview                                Renders the page that a draft would have; nothing is stored.
          GET,/api/templates                               Lists what new posts can start with, filled in for a date and an author.
          GET,/api/templates/{name}                        Reads one of them with its text.
          GET,/api/failures                                Lists steps of publications that failed, one row a failure.
          POST,/api/failures/retry                         Tries everything again that failed.
          POST,/api/failures/{id}/retry                    Tries a failed step again.
          DELETE,/api/failures/{id}                        Dismisses a failure; one of a schedule takes it back.
          POST,/api/import                                 Imports posts and images, or the export of another system, and reports on each file.
          POST,/api/import/{id}                        Imports what was sent before, for its plan.
          GET,/api/imports                                 Lists the last twenty imports, the newest first.
          GET,/api/imports/{id}                            Gives the report of an import on each file.
          GET,/api/export                                  Gives all posts and files as a zip file that Galley, Hugo or Ghost can read.
          GET,/api/export/addresses                        Names every address of the public site.
          GET,/api/people                                  Lists everybody who writes here, by name.
          POST,/api/people                                 Adds somebody.
          GET,/api/people/{id}                             Reads one of them.
          PATCH,/api/people/{id}                           Changes what is named, of one of them; the last owner stays an owner.
          DELETE,/api/people/{id}                          Removes somebody, whose sessions and tokens end; their posts stay.
          GET,/api/people/me                               Tells who one is.
          POST,/api/people/me                              Makes the first owner of whoever starts the service, once.
          PATCH,/api/people/me                             Changes what is named, of oneself.
          POST,/api/people/me/email                        Mails a question to another address of one's own; the answer is the same for all.
          POST,/api/people/me/email/confirm                Takes the address that the link in that mail was sent to.
          POST,/api/people/{id}/sign-in-link               Makes a link that signs somebody in once, and mails it where mails are sent.
          DELETE,/api/people/{id}/account                  Forgets by which account of the OpenID provider somebody signs in.
          GET,/api/people/{id}/sessions                    Lists the browsers in which somebody is signed in.
          DELETE,/api/people/{id}/sessions                 Signs somebody out everywhere.
          GET,/api/people/me/sessions                      Lists the browsers in which one is signed in oneself.
          DELETE,/api/people/me/sessions                   Signs oneself out everywhere.
          DELETE,/api/people/me/sessions/{id}              Ends one session of one's own.
          GET,/api/people/me/tokens                        Lists one's own tokens, without their secrets.
          POST,/api/people/me/tokens                       Makes a token of one's own; its secret is shown this once.
          DELETE,/api/people/me/tokens/{id}                Revokes a token of one's own.
          GET,/api/people/me/passkeys                      Lists one's own passkeys.
          POST,/api/people/me/passkeys/options             Tells a browser what to make a passkey by (WebAuthn, 5.4).
          POST,/api/people/me/passkeys                     Adds the passkey that a browser has made.
          DELETE,/api/people/me/passkeys/{id}              Removes a passkey of one's own.
          GET,/api/session                                 Tells how one can sign in here.
          POST,/api/session/link                           Mails a link to whoever has an address; the answer is the same for all.
          POST,/api/session/passkey/options                Tells a browser what to ask a passkey for (WebAuthn, 5.5).
          POST,/api/session/passkey                        Signs a browser in with a passkey.
          POST,/api/session/oidc                           Tells a browser where to sign in by the OpenID provider.
          GET,/api/session/oidc/end                        Tells a browser where to sign out at the OpenID provider.
          GET,/api/session/oidc/callback                   Signs a browser in whom the provider has led back.
          GET,/api/tokens/current                          Tells whose token the request bears.
          GET,/api/tokens                                  Lists tokens and sessions, without their secrets.
          POST,/api/tokens                                 Makes a token; its secret is shown this once.
          DELETE,/api/tokens/{id}                          Revokes a token or ends a session.
          POST,/api/session                                Signs a browser in with a token.
          DELETE,/api/session                              Signs a browser out.
          POST,/api/sign-in-links                          Makes a link that signs a browser in once, for whoever asks.
          GET,/api/review                                  Tells which kinds of posts are published by consent.
          GET,/api/proposals                               Lists proposals, the newest first, a page at a time.
          POST,/api/proposals                              Asks people for their consent to something that no post is about.
          GET,/api/proposals/{id}                          Reads a proposal with its answers.
          DELETE,/api/proposals/{id}                       Withdraws a proposal; it stays to be read.
          PUT,/api/proposals/{id}/answer                   Answers for whoever sends it.
          GET,/api/audit                                   Lists what was done, the newest first, a page at a time.
          POST,/api/audit                                  Records what was done in another service, which tells it with the doer's own token.
          GET,/api/jobs                                    Lists the last twenty jobs, the newest first.
          POST,/api/jobs                                   Starts replicate or verify; while one of its kind runs, that one is the answer.
          GET,/api/jobs/{id}                               Tells how far a job is.
          DELETE,/api/jobs/{id}                            Ends a job; what it has done stays.
          GET,/api/jobs/{id}/lines                         Tells what a job has to say of single things.
          GET,/api/replication                             Tells where objects are stored, and how many are not in the second store yet.
          POST,/api/reconciliation                         Compares the topics of posts and assets with the store now and sends again what they lack.
          """);

  private static Map<String, String> table(String lines) {
    Map<String, String> table = new LinkedHashMap<>();
    lines
        .lines()
        .map(line -> line.split("\\s+", 2))
        .forEach(columns -> table.put(columns[0], columns[1]));
    return table;
  }

  @Override
  public void customise(OpenAPI api) {
    TAGS.forEach((name, about) -> api.addTagsItem(new Tag().name(name).description(about)));
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> describe(operation, path, method)));
  }

  private static void describe(Operation operation, String path, HttpMethod method) {
    String about = OPERATIONS.get(method + "," + path.replace("{*", "{"));
    if (about != null) {
      operation.description(about);
    }
    operation.tags(List.of(path.split("/")[2]));
    operation.operationId(id(path, method));
    if (operation.getParameters() != null) {
      // A path that takes all the rest is found twice.
      operation.setParameters(operation.getParameters().stream().distinct().toList());
    }
  }

  /** Such as {@code postPostsByIdPublish}: of the address, so that it stays what it is. */
  private static String id(String path, HttpMethod method) {
    StringBuilder id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
    for (String word : path.substring("/api/".length()).split("[/-]")) {
      String name = word.replaceAll("\\W", "");
      id.append(word.startsWith("{") ? "By" : "")
          .append(name.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(name.substring(1));
    }
    return id.toString();
  }
}
