package dev.galley.post.transfer.wordpress;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The custom fields by which plugins keep a post for some readers: Jetpack, Members, Restrict
 * Content, WP-Members, Ultimate Member, s2Member, Memberful, Patreon, Leaky Paywall, WooCommerce
 * Memberships, and those that have a name of that kind. Rules that a plugin has in tables of its
 * own are in no export.
 */
final class Membership {

  private static final Set<String> NOBODY_KEPT_OUT =
      Set.of("", "0", "no", "n", "off", "false", "none", "null", "default", "public", "a:0:{}");

  private static final Set<String> EVERYBODY = Set.of("everybody", "everyone", "all", "anyone");

  private static final Set<String> FIELDS =
      Set.of(
          "_jetpack_newsletter_access",
          "_jetpack_memberships_contains_paid_content",
          "_members_access_role",
          "rcp_subscription_level",
          "rcp_user_level",
          "rcp_access_level",
          "rclevel",
          "rcuserlevel",
          "_is_paid",
          "_wpmem_block",
          "s2member_ccaps_req",
          "memberful_acl",
          "patreon-level",
          "_wc_memberships_use_custom_content_restricted_message");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:.*[_-])?(?:restrict(?:ed|ions?)?|paywall(?:ed)?|(?:members?|subscribers?)[_-]?only"
              + "|(?:paid|premium)[_-]?content|access[_-]?(?:roles?|levels?))(?:[_-].*)?"
              // WP Hide Posts: shown where somebody has its address, and on some lists.
              + "|_?whp_hide_.*");

  /** What PHP makes of a list of one text. */
  private static final Pattern ONE_OF_A_LIST =
      Pattern.compile("a:1:\\{[is]:[^;]{1,20};s:\\d+:\"([^\"]*)\";}");

  /** Several answers in one field, of which one alone says who may read. */
  private static final Map<String, Pattern> WITHIN =
      Map.of(
          "um_content_restriction",
          Pattern.compile("\"_um_accessible\";(?:s:\\d+:\"|i:)[1-9]"),
          "_issuem_leaky_paywall_visibility",
          Pattern.compile("\"visibility_type\";s:\\d+:\"(?!default\")"));

  private Membership() {}

  /** The field that says that not everybody may read, with its value, for people. */
  static Optional<String> of(Map<String, List<String>> fields) {
    return fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            field ->
                field.getValue().stream()
                    .filter(value -> restricts(field.getKey().toLowerCase(Locale.ROOT), value))
                    .map(value -> field.getKey() + " (" + value.strip() + ")"))
        .findFirst();
  }

  private static boolean restricts(String field, String value) {
    Pattern within = WITHIN.get(field);
    if (within != null) {
      return within.matcher(value).find();
    }
    if (!FIELDS.contains(field) && !NAMED.matcher(field).matches()) {
      return false;
    }
    String said =
        ONE_OF_A_LIST.matcher(value.strip()).replaceFirst("$1").strip().toLowerCase(Locale.ROOT);
    // Restrict Content means all who have a subscription.
    boolean all = EVERYBODY.contains(said) && !field.equals("rcp_subscription_level");
    return !all && !NOBODY_KEPT_OUT.contains(said);
  }
}
