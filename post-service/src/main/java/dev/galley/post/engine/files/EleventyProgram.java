package dev.galley.post.engine.files;

import dev.galley.post.engine.files.IgnoredFiles.TooLong;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the configuration of Eleventy says of files that it leaves out. It is a program, and is not
 * run: what stands there in plain words is read, and where something may be left out by more than
 * words, everything may be.
 *
 * @param problems what may leave out any file, for people
 * @param ignored what it is told to ignore
 * @param folders where things have their places, by its names for them
 * @param formats which files it makes pages of, by the ends of their names
 * @param copied what goes out as it is
 */
record EleventyProgram(
    List<String> problems,
    Globs ignored,
    Map<String, String> folders,
    Set<String> formats,
    Globs copied) {

  /** The names of such files; some have parts of it in files of their own. */
  private static final Pattern NAME = Pattern.compile("\\.?eleventy[\\w.-]*\\.[cm]?js");

  /** Another file of the site of which a program is made. */
  private static final Pattern REQUIRED =
      Pattern.compile(
          "(?:\\brequire\\(|\\bimport\\(|\\bfrom|\\bimport)\\s*[\"'`](\\.{1,2}/[^\"'`\\n]{1,500})[\"'`]");

  private static final List<String> ENDINGS =
      List.of("", ".js", ".cjs", ".mjs", ".ts", ".json", "/index.js", "/index.cjs", "/index.mjs");

  /** A text in a program that is nothing but that. */
  static final String WORD = "(?<quote>[\"'`])([^\"'`$\\\\\\n]*)\\k<quote>";

  private static final Pattern IGNORES = Pattern.compile("\\bignores\\b");
  private static final Pattern IGNORED =
      Pattern.compile("\\bignores\\s*\\.\\s*add\\(\\s*" + WORD + "\\s*\\)(?!\\s*\\.)");
  private static final Pattern TAKEN_BACK = Pattern.compile("\\bignores\\s*\\.\\s*delete\\(");
  private static final Pattern COPIES = Pattern.compile("\\baddPassthroughCopy\\b");
  private static final Pattern COPIED =
      Pattern.compile("\\baddPassthroughCopy\\(\\s*(?:" + WORD + "|\\{([^{}]*)\\})");
  private static final Pattern COPIED_FROM =
      Pattern.compile("(?:^|,)\\s*(?:" + WORD + "|(\\w+))\\s*:");
  private static final Pattern FOLDERS =
      Pattern.compile("\\bdir\\s*:\\s*(?:\\{([^}]*)\\}|[\\w.]+)");
  private static final Pattern FOLDER =
      Pattern.compile(
          "\\b(input|output|includes|layouts|data)\\b\\s*(?::\\s*(?:" + WORD + ")?|,|$)");
  private static final Pattern SET_FOLDER =
      Pattern.compile(
          "\\bset(Input|Output|Includes|Layouts|Data)Directory\\(\\s*(?:" + WORD + ")?");

  /** Calls whose functions may leave a page out. */
  private static final Pattern DECIDES =
      Pattern.compile(
          "\\baddPreprocessor\\s*\\(|\\baddGlobalData\\s*\\(\\s*[\"'`](?:eleventyComputed|permalink)");

  private static final Pattern ASKED = Pattern.compile("\\bdata\\s*\\??\\.\\s*(\\w+)");

  /** What is read of a file's own metadata. */
  private static final Set<String> READ = Set.of("draft", "title", "permalink");

  private static final Pattern FORMATS =
      Pattern.compile(
          "\\b(?:templateFormats\\s*:|setTemplateFormats\\()\\s*(?:\\[([^\\]]*)\\]|[\"'`]([\\w, ]+))?");

  private static final Pattern ADDED =
      Pattern.compile("\\baddExtension\\(\\s*(?:\\[[^\\]]*)?[\"'`]markdown[\"'`]");

  /** What holds for all pages though it stands in none, nor in the configuration. */
  private static final Pattern DATA =
      Pattern.compile("(?:.*/)?(?:eleventyComputed|permalink)\\.(?:[cm]?js|json|ya?ml|toml)");

  private static final Set<String> WITH_MARKDOWN = Set.of("md", "html", "markdown");

  /** More than people write; the patterns go over a hostile one again for each of its words. */
  static final int MAX_CHARS = 50_000;

  private static final Pattern COMMAND = Pattern.compile("--input[= ]([\\w./-]+)");

  /** The program of a site, with what stands elsewhere and is like it. */
  static EleventyProgram in(String root, Collection<String> paths, Function<String, byte[]> files) {
    List<String> within =
        paths.stream()
            .filter(path -> path.startsWith(root))
            .map(path -> path.substring(root.length()))
            .sorted()
            .toList();
    Function<String, String> text =
        path -> new String(files.apply(root + path), StandardCharsets.UTF_8);
    Map<String, String> texts = new LinkedHashMap<>();
    within.stream()
        .filter(path -> NAME.matcher(path).matches())
        .forEach(path -> texts.put(path, text.apply(path)));
    String known = String.join("\n", texts.values());
    List<String> missing = addRequired(texts, Set.copyOf(within), text);
    EleventyProgram program = of(known, String.join("\n", texts.values()));
    missing.forEach(
        path ->
            program.problems.add(
                "Eleventy's configuration is made of " + path + " as well, which is not there"));
    within.stream()
        .filter(path -> !path.contains("node_modules/") && DATA.matcher(path).matches())
        .forEach(path -> program.problems.add(path + " is not read, which may leave it out"));
    if (within.contains("package.json")) {
      String commands = new String(files.apply(root + "package.json"), StandardCharsets.UTF_8);
      results(COMMAND, commands)
          .forEach(said -> program.folders.putIfAbsent("input", JekyllFiles.folder(said.group(1))));
    }
    return program;
  }

  /**
   * Adds the files that programs are made of, until they are too long to be read.
   *
   * @return those that are not there
   */
  private static List<String> addRequired(
      Map<String, String> texts, Set<String> paths, Function<String, String> text) {
    List<String> missing = new ArrayList<>();
    int chars = 0;
    Deque<String> unread = new ArrayDeque<>(texts.keySet());
    while (!unread.isEmpty() && chars <= MAX_CHARS) {
      String path = unread.remove();
      String program = texts.computeIfAbsent(path, text);
      chars += program.length();
      for (String required : required(path, program)) {
        Optional<String> found =
            ENDINGS.stream().map(required::concat).filter(paths::contains).findFirst();
        if (found.isEmpty()) {
          missing.add(required);
        } else if (!found.get().endsWith(".json") && !texts.containsKey(found.get())) {
          unread.add(found.get());
        }
      }
    }
    return missing;
  }

  /** The paths of a program's other files, perhaps without their endings. */
  private static List<String> required(String path, String text) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return results(REQUIRED, withoutComments(text))
        .map(found -> Pictures.resolved(folder, found.group(1)))
        .distinct()
        .toList();
  }

  static EleventyProgram of(String text) {
    return of(text, text);
  }

  /**
   * Reads a program.
   *
   * @param text of the files that Eleventy knows
   * @param all of these and of those that they are made of, which may leave files out, too
   */
  private static EleventyProgram of(String text, String all) {
    if (all.length() > MAX_CHARS) {
      List<String> tooLong = List.of("Eleventy's configuration is too long to be read");
      return new EleventyProgram(
          new ArrayList<>(tooLong),
          Globs.ofPaths(List.of()),
          new LinkedHashMap<>(),
          WITH_MARKDOWN,
          Globs.NOT_UNDERSTOOD);
    }
    String code = withoutComments(text);
    List<String> problems = new ArrayList<>();
    String whole = withoutComments(all);
    List<String> ignored =
        results(IGNORED, whole).map(found -> JekyllFiles.folder(found.group(2))).toList();
    if (results(IGNORES, whole).count() != ignored.size() + results(TAKEN_BACK, whole).count()) {
      problems.add("what Eleventy's configuration ignores is not understood");
    }
    Map<String, String> folders = folders(code, problems);
    if (results(DECIDES, whole).anyMatch(call -> !isPlain(call(whole, call.end())))) {
      problems.add("Eleventy's configuration decides by program what is shown, which is not run");
    }
    return new EleventyProgram(
        problems,
        Globs.ofPaths(ignored.stream().map(glob -> glob.replaceFirst("/$", "")).toList()),
        folders,
        formats(code, problems),
        copied(code));
  }

  private static Globs copied(String code) {
    List<MatchResult> calls = results(COPIED, code).toList();
    return calls.size() < results(COPIES, code).count()
        ? Globs.NOT_UNDERSTOOD
        : Globs.ofPaths(
            calls.stream()
                .flatMap(
                    call ->
                        call.group(3) == null
                            ? Stream.of(call.group(2))
                            : results(COPIED_FROM, call.group(3))
                                .map(from -> from.group(2) == null ? from.group(3) : from.group(2)))
                .map(path -> JekyllFiles.folder(path).replaceFirst("/$", ""))
                .map(path -> path.isEmpty() ? "**" : path)
                .toList());
  }

  /**
   * Whether a picture goes out although no page uses it.
   *
   * @param within its path from the site's root
   */
  boolean isServed(String within) {
    String format = within.substring(within.lastIndexOf('.') + 1);
    try {
      return leftOut(within).isEmpty()
          && (formats.contains(format) || copied.matchAny(Globs.levels(within)));
    } catch (TooLong e) {
      return false;
    }
  }

  static String withoutComments(String text) {
    return text.lines()
        .filter(line -> !line.strip().startsWith("//"))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<MatchResult> results(Pattern pattern, String code) {
    return pattern.matcher(code).results();
  }

  private static Map<String, String> folders(String code, List<String> problems) {
    Map<String, String> folders = new LinkedHashMap<>();
    Stream.concat(
            results(FOLDERS, code)
                .flatMap(
                    dir ->
                        dir.group(1) == null
                            ? results(FOLDER, "input:")
                            : results(FOLDER, dir.group(1).strip())),
            results(SET_FOLDER, code))
        .forEach(
            found -> {
              String name = found.group(1).toLowerCase(Locale.ROOT);
              if (found.group(3) != null) {
                folders.put(name, JekyllFiles.folder(found.group(3)));
              } else {
                problems.add(
                    "where Eleventy's configuration has its " + name + " is not understood");
              }
            });
    return folders;
  }

  private static Set<String> formats(String code, List<String> problems) {
    List<MatchResult> found = results(FORMATS, code).toList();
    if (found.isEmpty()) {
      return results(ADDED, code).findAny().isPresent() ? WITH_MARKDOWN : Set.of("md", "html");
    }
    MatchResult last = found.get(found.size() - 1);
    String said = last.group(1) == null ? last.group(2) : last.group(1);
    if (said == null || found.size() > 1 || said.contains("*") || said.contains("...")) {
      problems.add("which files Eleventy's configuration makes pages of is not understood");
      return WITH_MARKDOWN;
    }
    return Arrays.stream(said.split("\\W+")).collect(Collectors.toSet());
  }

  /** The rest of a call, up to its closing parenthesis. */
  static String call(String code, int start) {
    int depth = 1;
    int end = start;
    while (end < code.length() && depth > 0) {
      depth += code.charAt(end) == '(' ? 1 : code.charAt(end) == ')' ? -1 : 0;
      end++;
    }
    return code.substring(start, end);
  }

  /** Whether a function asks for nothing but what is read here as well. */
  private static boolean isPlain(String call) {
    Set<String> asked =
        results(ASKED, call).map(found -> found.group(1)).collect(Collectors.toSet());
    return !asked.isEmpty()
        && READ.containsAll(asked)
        && results(Pattern.compile("\\bdata\\b"), call).count() <= results(ASKED, call).count() + 1
        && results(Pattern.compile("\\bcontent\\b"), call).count() <= 1;
  }

  /**
   * Why it leaves a file out, which may be a picture.
   *
   * @param within its path from the site's root
   */
  List<String> leftOut(String within) {
    List<String> reasons = new ArrayList<>(problems);
    ignored
        .reason("ignores in Eleventy's configuration", Globs.levels(within))
        .ifPresent(reasons::add);
    return reasons;
  }

  /**
   * Why it makes no page of a file.
   *
   * @param within its path from the site's root
   */
  Stream<String> reasons(String within) {
    List<String> reasons = leftOut(within);
    String input = folders.getOrDefault("input", "");
    if (!within.startsWith(input)) {
      reasons.add("Eleventy's configuration has its pages in " + input);
    }
    folders.forEach(
        (name, folder) -> {
          String place = Pictures.resolved(name.equals("output") ? "" : input, folder) + "/";
          if (!name.equals("input") && !folder.isEmpty() && within.startsWith(place)) {
            reasons.add("Eleventy's configuration has its " + name + " in " + place);
          }
        });
    String format = within.substring(within.lastIndexOf('.') + 1);
    if (!formats.contains(format)) {
      reasons.add("Eleventy makes no pages of ." + format + " here");
    }
    return reasons.stream();
  }
}
