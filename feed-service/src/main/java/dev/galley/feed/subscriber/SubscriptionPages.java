package dev.galley.feed.subscriber;

import static dev.galley.feed.mail.Bodies.escaped;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.subscriber.Subscriber.Asked;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages on the site where people subscribe, change and end it: plain forms that need no script,
 * in the site's own look. Whatever changes something is a POST that a person sends.
 */
final class SubscriptionPages {

  private static final int MAX_CHOICES = 300;

  private final SiteProperties site;
  private final LiveEntries entries;

  SubscriptionPages(SiteProperties site, LiveEntries entries) {
    this.site = site;
    this.entries = entries;
  }

  /**
   * Where people subscribe.
   *
   * @param wrong what was wrong with what was sent; absent at first
   */
  String form(Selection choice, Pace pace, String address, @Nullable String wrong) {
    return page(
        "Posts by e-mail",
        """
        %s<form method="post" action="/subscribe">
        <p><label for="email">Your address</label><br>
        <input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="%s"></p>
        %s<p hidden><label>Leave this empty <input name="website" autocomplete="off" tabindex="-1"></label></p>
        <p><button>Subscribe</button></p>
        </form>
        <p>You get one mail with a link, and nothing more until you have followed it. Each mail says how to end it.
        The address is used for this alone.</p>
        """
            .formatted(wrong == null ? "" : alert(wrong), escaped(address), choices(choice, pace)));
  }

  /** The answer to the form, whoever has the address. */
  String asked() {
    return page(
        "Look into your mailbox",
        """
        <p>There is a mail on its way to you with a link. Follow it, and you are subscribed.</p>
        <p>If none comes: look where unwanted mail goes, or come back in an hour. Nobody is written to more often.</p>
        """);
  }

  /** Where a link of a letter leads: nothing has happened yet. */
  String confirm(Asked asked, String token) {
    return page(
        "Confirm your subscription",
        """
        <p>%s.</p>
        <form method="post" action="%s"><p><button>Subscribe</button></p></form>
        """
            .formatted(
                escaped(words(asked.choice()) + ": " + lower(asked.pace().words())),
                escaped(Links.CONFIRM + token)));
  }

  /** Done. */
  String confirmed(Subscriber subscriber, String settings) {
    return page(
        "You are subscribed",
        """
        <p>%s.</p>
        <p><a href="%s">Change or end it</a></p>
        """
            .formatted(
                escaped(words(subscriber.choice()) + ": " + lower(subscriber.pace().words())),
                escaped(settings)));
  }

  /** Where a subscriber changes or ends it. */
  String settings(Subscriber subscriber, String token, String endToken, boolean saved) {
    return page(
        "Your subscription",
        """
        %s<form method="post" action="%s">
        %s<p><button>Save</button></p>
        </form>
        <h2>No more mails</h2>
        <form method="post" action="%s"><p><button>End the subscription</button></p></form>
        """
            .formatted(
                saved
                    ? "<p role=\"status\"><strong>Saved.</strong> What was published before still comes as you had it.</p>\n"
                    : "",
                escaped(Links.SETTINGS + token),
                choices(subscriber.choice(), subscriber.pace()),
                escaped(Links.END + endToken)));
  }

  /** Asks before it ends: a program that follows links must not. */
  String end(String token) {
    return page(
        "End your subscription?",
        """
        <form method="post" action="%s"><p><button>End the subscription</button></p></form>
        """
            .formatted(escaped(Links.END + token)));
  }

  /** It has ended. */
  String ended() {
    return page(
        "Your subscription has ended",
        """
        <p>You get no more mails. You can <a href="/subscribe">subscribe again</a> at any time.</p>
        """);
  }

  /** A link that is nobody's, or no longer. */
  String unknown() {
    return page(
        "This link does not work",
        """
        <p>It is not complete, it is too old, or there is no subscription any more. You can
        <a href="/subscribe">subscribe</a> again.</p>
        """);
  }

  /** Not now. */
  String later(String why) {
    return page("Not now", "<p>" + escaped(why) + "</p>\n");
  }

  private String choices(Selection choice, Pace pace) {
    String paces =
        Arrays.stream(Pace.values())
            .map(
                each ->
                    "<label><input type=\"radio\" name=\"pace\" value=\"%s\"%s> %s</label><br>\n"
                        .formatted(
                            each.wireName(), each == pace ? " checked" : "", escaped(each.words())))
            .collect(Collectors.joining());
    return """
        <p><label for="choice">What</label><br>
        <select id="choice" name="choice">
        %s</select></p>
        <fieldset><legend>How often</legend>
        %s</fieldset>
        """
        .formatted(options(choice), paces);
  }

  private String options(Selection chosen) {
    StringBuilder options = new StringBuilder(option(Selection.ALL, chosen));
    List<Selection> others =
        Stream.concat(
                entries.selections().stream(),
                // Its last post may have left the site.
                Stream.of(chosen))
            .filter(selection -> !selection.equals(Selection.ALL))
            .distinct()
            .sorted(Comparator.comparing(Selection::by).thenComparing(Selection::name))
            .limit(MAX_CHOICES)
            .toList();
    others.forEach(selection -> options.append(option(selection, chosen)));
    return options.toString();
  }

  private String option(Selection selection, Selection chosen) {
    return "<option value=\"%s\"%s>%s</option>\n"
        .formatted(
            escaped(selection.key()),
            selection.equals(chosen) ? " selected" : "",
            escaped(words(selection)));
  }

  private String words(Selection selection) {
    return switch (selection.by()) {
      case ALL -> "All posts";
      case TAG -> "Posts tagged " + selection.name();
      case AUTHOR -> "Posts by " + name(selection);
    };
  }

  private String name(Selection author) {
    return entries.newest(author, any -> true, 1).stream()
        .map(Entry::post)
        .flatMap(post -> post.authors().stream())
        .filter(each -> each.slug().equals(author.name()))
        .map(each -> each.name())
        .findFirst()
        .orElse(author.name());
  }

  private static String lower(String words) {
    return words.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + words.substring(1);
  }

  private static String alert(String wrong) {
    return "<p role=\"alert\"><strong>" + escaped(wrong) + "</strong></p>\n";
  }

  private String page(String title, String content) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>%1$s — %2$s</title>
        <link rel="icon" type="image/svg+xml" href="/favicon.svg">
        <link rel="stylesheet" href="/theme/site.css">
        </head>
        <body>
        <header class="masthead"><a class="site-title" href="/">%2$s</a></header>
        <main id="main">
        <h1>%1$s</h1>
        %3$s</main>
        </body>
        </html>
        """
        .formatted(escaped(title), escaped(site.title()), content);
  }
}
