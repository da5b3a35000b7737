package dev.galley.local.command;

import dev.galley.local.assets.AssetSource;
import dev.galley.local.assets.BucketSource;
import dev.galley.local.assets.CsvSource;
import dev.galley.local.assets.FolderSource;
import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.importing.ImportingAssets;
import dev.galley.object.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Brings the files of another system: a folder, a bucket (s3://BUCKET/PREFIX), or a table of"
            + " files with their names and old addresses. Everybody may see them, as there, but for"
            + " those that a table calls private.")
final class ImportAssetsCommand implements Callable<Integer> {

  private static final Pattern BUCKET = Pattern.compile("s3://([^/]+)(?:/(.*))?");

  @Parameters(
      paramLabel = "SOURCE",
      description =
          "A folder, s3://BUCKET/PREFIX, or a table: file,name,former,alt,decorative,private.")
  private String source = "";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where the bucket is, if not at AWS. Its keys: AWS_ACCESS_KEY_ID and so on.")
  private @Nullable String endpoint;

  @Option(names = "--region", paramLabel = "NAME", description = "The bucket's.")
  private @Nullable String region;

  @Option(
      names = "--former",
      paramLabel = "PATH",
      description = "Where the files were on the site that they come from, such as /uploads.")
  private @Nullable String former;

  @Option(
      names = "--redirects",
      paramLabel = "FILE",
      description =
          "Add old addresses that do not begin with /images/ there, for GALLEY_REDIRECTS.")
  private @Nullable Path redirects;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Add a line for each file there; those that it says are here are left out.")
  private @Nullable Path report;

  @Option(names = "--dry-run", description = "Only say what would become of each file.")
  private boolean dryRun;

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() throws IOException {
    ImportingAssets importing =
        new ImportingAssets(Options.given(target).api(), System.out, former, dryRun);
    try (AssetSource files = files()) {
      return importing.run(files, report, redirects) ? 0 : 1;
    }
  }

  private AssetSource files() {
    Matcher bucket = BUCKET.matcher(source);
    if (bucket.matches()) {
      return new BucketSource(place(bucket.group(1), bucket.group(2)));
    }
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      return new FolderSource(path);
    }
    if (Files.isRegularFile(path)) {
      return new CsvSource(path);
    }
    throw new CommandFailed(path + " is neither a folder nor a table");
  }

  private Place place(String bucket, @Nullable String prefix) {
    try {
      return new Place(null, bucket, prefix, endpoint, region, null, null, null);
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    }
  }
}
