package dev.galley.feed.subscriber;

import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.web.OneLine;
import dev.galley.web.TableCell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Lists of addresses as CSV (RFC 4180), from other programs and for them. */
final class ExchangingLists {

  /** The surest first: in some lists {@code address} is where people live. */
  private static final List<String> ADDRESS_COLUMNS = List.of("email", "e-mail", "address");

  /** Our own lists have these, too. */
  private static final String STATE_COLUMN = "state";

  private static final String CHOICE_COLUMN = "choice";
  private static final String PACE_COLUMN = "pace";
  private static final String SOURCE_COLUMN = "source";
  private static final int MAX_SOURCE_CHARS = 220;

  /** More than a tag or a slug has. */
  private static final int MAX_CHOICE_CHARS = 200;

  private static final int MAX_FIRST_LINE_CHARS = 4_096;

  /** Ghost's lists of members have those also who read without mails, or were deleted. */
  private static final String MAILS_COLUMN = "subscribed_to_emails";

  private static final String DELETED_COLUMN = "deleted_at";

  /** When somebody consented: in our own lists, and in those of others. */
  private static final List<String> CONSENT_COLUMNS =
      List.of("confirmed", "confirmed_at", "confirm_time", "created_at");

  private static final int BATCH = 500;
  private static final int MAX_REFUSED = 100;

  /** A line from which nobody is taken. */
  record Refused(long line, String reason) {}

  /** What is to be told, and how often. */
  record Wish(Selection choice, Pace pace) {}

  /**
   * What a file holds.
   *
   * @param consents one for each address, with what its owner wants
   * @param refused lines from which nobody is taken, the first hundred
   */
  record Parsed(Map<Consent, Wish> consents, List<Refused> refused, int refusedLines) {}

  /**
   * What became of a file.
   *
   * @param added new ones, and those that a full mailbox had stopped
   * @param known addresses that were here already, and stay as they are
   */
  record Report(int added, int known, int refusedLines, List<Refused> refused) {}

  private final Subscribers subscribers;
  private final Clock clock;

  ExchangingLists(Subscribers subscribers, Clock clock) {
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /** Where a file has what is read of it; -1 for what it does not have. */
  private record Columns(
      int address,
      int state,
      int choice,
      int pace,
      int source,
      int mails,
      int deleted,
      int consent) {

    static final Columns UNNAMED = new Columns(0, -1, -1, -1, -1, -1, -1, -1);

    static Columns of(List<String> names, int address) {
      // Only our own lists are asked what each wants: in others such names may mean anything.
      boolean own = names.contains(STATE_COLUMN);
      return new Columns(
          address,
          names.indexOf(STATE_COLUMN),
          own ? names.indexOf(CHOICE_COLUMN) : -1,
          own ? names.indexOf(PACE_COLUMN) : -1,
          own ? names.indexOf(SOURCE_COLUMN) : -1,
          names.indexOf(MAILS_COLUMN),
          names.indexOf(DELETED_COLUMN),
          first(CONSENT_COLUMNS, names));
    }

    /** What somebody wants; empty when nobody can want that. */
    Optional<Wish> wish(CSVRecord line, Wish usual) {
      String what = cell(line, choice);
      String often = cell(line, pace);
      Optional<Selection> chosen =
          what.isEmpty() ? Optional.of(usual.choice()) : ExchangingLists.choice(what);
      Optional<Pace> paced = often.isEmpty() ? Optional.of(usual.pace()) : Pace.of(often);
      return chosen.flatMap(told -> paced.map(then -> new Wish(told, then)));
    }

    /** Why nobody is taken from a line that has an address; null when somebody is. */
    @Nullable String refusal(CSVRecord line) {
      if (state >= 0 && !isActive(cell(line, state))) {
        return "is not active";
      }
      if (deleted >= 0 && !cell(line, deleted).isEmpty()) {
        return "was deleted";
      }
      return mails >= 0 && !cell(line, mails).equalsIgnoreCase("true") ? "gets no mails" : null;
    }
  }

  /**
   * Reads a file whose first line may name the columns; without, the first column is read. Where
   * there is a state, only active ones are taken: who has ended it here has ended it. Of a list of
   * Ghost's members, those who get mails are. In our own lists, what each wants and where the
   * consent came from stay with them.
   *
   * @param usual for those of whom the file does not say what they want
   * @throws CSVException when it is no CSV
   * @throws CharacterCodingException when it is not in the encoding that it is said to be in
   */
  Parsed parse(Reader csv, Wish usual) throws IOException {
    Set<String> known = new HashSet<>();
    Map<Consent, Wish> consents = new LinkedHashMap<>();
    List<Refused> refused = new ArrayList<>();
    int refusedLines = 0;
    BufferedReader lines = new BufferedReader(csv);
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter(lines))
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setLenientEof(true)
            .get();
    try (CSVParser parser = format.parse(lines)) {
      Columns columns = Columns.UNNAMED;
      for (CSVRecord line : parser) {
        if (line.getRecordNumber() == 1) {
          List<String> names = names(line);
          int named = first(ADDRESS_COLUMNS, names);
          if (named >= 0) {
            columns = Columns.of(names, named);
            continue;
          }
        }
        MailAddress address = MailAddress.of(cell(line, columns.address())).orElse(null);
        Wish wish = columns.wish(line, usual).orElse(null);
        String wrong = address == null ? "is no address of a mailbox" : columns.refusal(line);
        if (wrong == null && wish == null) {
          wrong = "has a choice or a pace that does not exist";
        }
        if (address != null && wish != null && wrong == null) {
          if (known.add(address.key())) {
            consents.put(
                new Consent(
                    address,
                    time(cell(line, columns.consent())),
                    source(cell(line, columns.source()))),
                wish);
          }
        } else {
          refusedLines++;
          if (refused.size() < MAX_REFUSED) {
            refused.add(new Refused(parser.getCurrentLineNumber(), Objects.requireNonNull(wrong)));
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return new Parsed(consents, refused, refusedLines);
  }

  /** Where a comma is a part of numbers, table programs write semicolons or tabs. */
  private static char delimiter(BufferedReader csv) throws IOException {
    char[] begin = new char[MAX_FIRST_LINE_CHARS];
    csv.mark(begin.length);
    int read = Math.max(0, csv.read(begin));
    csv.reset();
    String first = new String(begin, 0, read).lines().findFirst().orElse("");
    return ",;\t"
        .chars()
        .filter(one -> first.indexOf(one) >= 0)
        .mapToObj(one -> (char) one)
        .findFirst()
        .orElse(',');
  }

  /** What a text names, if a post could have it. */
  static Optional<Selection> choice(String text) {
    return text.length() <= MAX_CHOICE_CHARS && OneLine.Rule.isOneLine(text)
        ? Selection.of(text)
        : Optional.empty();
  }

  private static @Nullable String source(String cell) {
    String text = OneLine.Rule.folded(cell);
    return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), MAX_SOURCE_CHARS));
  }

  /** A time that has been, since there is e-mail; null for anything else. */
  private @Nullable Instant time(String text) {
    try {
      Instant time = text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
      return time == null || time.isBefore(Instant.EPOCH) || time.isAfter(clock.instant())
          ? null
          : time;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static List<String> names(CSVRecord line) {
    return IntStream.range(0, line.size())
        .mapToObj(column -> cell(line, column).toLowerCase(Locale.ROOT))
        .toList();
  }

  private static int first(List<String> wanted, List<String> names) {
    return wanted.stream().map(names::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  private static String cell(CSVRecord line, int column) {
    return column >= 0 && column < line.size()
        ? TableCell.text(line.get(column).replace("\ufeff", ""))
        : "";
  }

  private static boolean isActive(String state) {
    return State.ACTIVE.wireName().equalsIgnoreCase(state);
  }

  /** Takes the addresses in. */
  Report add(Parsed parsed, String source) {
    Map<Wish, List<Consent>> alike = new LinkedHashMap<>();
    parsed
        .consents()
        .forEach(
            (consent, wish) ->
                alike.computeIfAbsent(wish, first -> new ArrayList<>()).add(consent));
    int added = 0;
    for (Map.Entry<Wish, List<Consent>> wanted : alike.entrySet()) {
      Wish wish = wanted.getKey();
      List<Consent> all = wanted.getValue();
      for (int from = 0; from < all.size(); from += BATCH) {
        added +=
            subscribers.add(
                all.subList(from, Math.min(all.size(), from + BATCH)),
                wish.choice(),
                wish.pace(),
                source,
                clock.instant());
      }
    }
    return new Report(
        added, parsed.consents().size() - added, parsed.refusedLines(), parsed.refused());
  }

  /** Writes all subscribers, part by part. */
  void write(Writer out) throws IOException {
    CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180);
    csv.printRecord(
        "email", "state", "choice", "pace", "source", "created", "confirmed", "ended", "reason");
    String before = null;
    List<Subscriber> part;
    do {
      part = subscribers.list(null, null, before, BATCH);
      for (Subscriber subscriber : part) {
        csv.printRecord(
            subscriber.address().text(),
            subscriber.state().wireName(),
            subscriber.choice().key(),
            subscriber.pace().wireName(),
            cell(subscriber.source()),
            subscriber.createdAt(),
            subscriber.confirmedAt(),
            subscriber.endedAt(),
            cell(subscriber.reason()));
        before = subscriber.id();
      }
    } while (part.size() == BATCH);
    csv.flush();
  }

  private static @Nullable String cell(@Nullable String text) {
    return text == null ? null : TableCell.of(text);
  }
}
