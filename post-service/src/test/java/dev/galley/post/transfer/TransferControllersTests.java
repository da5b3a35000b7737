package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.startsWith;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.mongodb.MongoTimeoutException;
import dev.galley.post.asset.AssetFixtures;
import dev.galley.post.audit.Audit;
import dev.galley.post.audit.AuditFixtures;
import dev.galley.post.content.Actor;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.Posts;
import dev.galley.post.preview.PreviewFixtures;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.store.MongoStore;
import dev.galley.post.transfer.archive.ArchiveLimits;
import dev.galley.testing.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.AdditionalAnswers;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

class TransferControllersTests {

  @TempDir private Path folder;

  private final MongoStore store = new MongoStore();
  private final InMemoryPosts posts = new InMemoryPosts();
  private final Posts met = mock(Posts.class, AdditionalAnswers.delegatesTo(posts));
  private final VirtualTime clock = new VirtualTime(PostFixtures.CLOCK.instant());
  private final KeptUploads uploads = new KeptUploads(clock);
  private final KeptReports reports = new KeptReports(store.database(), clock);
  private Actor sender = PostFixtures.CHRIS;
  private MockMvc mvc;

  @BeforeEach
  void open() {
    AssetFixtures files = new AssetFixtures(store.database(), folder, posts);
    ImportingPosts importing =
        new ImportingPosts(
            met,
            PublishFixtures.publishedPosts(posts, PostFixtures.CLOCK),
            PostFixtures::id,
            ExportFixtures.SITE.zone(),
            "decision"::equals,
            PostFixtures.CLOCK);
    ImportingArchives archives =
        new ImportingArchives(
            importing,
            files.bringing,
            2,
            site -> "example.org",
            ArchiveLimits.DEFAULT,
            Importing.PATIENCE);
    Audit audit = AuditFixtures.audit(store.database());
    mvc =
        MockMvcBuilders.standaloneSetup(
                new ImportController(archives, uploads, reports, Importing.PATIENCE, audit),
                new ExportController(
                    new ExportingPosts(
                        posts,
                        files.assets,
                        files.giving,
                        files.storing,
                        ExportFixtures.SITE,
                        ExportFixtures.RENDERING),
                    PreviewFixtures.unreachable(),
                    audit))
            .setCustomArgumentResolvers(new Senders())
            .build();
  }

  @AfterEach
  void close() {
    uploads.close();
    store.close();
  }

  @Test
  void saysHowFarItCameWhenTheStoreStaysAway() throws Exception {
    doThrow(new MongoTimeoutException("No answer")).when(met).insertAll(any());

    mvc.perform(
            post("/api/import")
                .contentType("application/zip")
                .content(Zips.ofTexts("snips/a.snip.markdown", "A\n")))
        .andExpect(status().isServiceUnavailable())
        .andExpect(header().exists("Retry-After"))
        .andExpect(jsonPath("$.type").value("/problems/import-interrupted"))
        .andExpect(
            jsonPath("$.detail")
                .value(
                    "0 of 1 posts were done until then, and what is imported stays."
                        + " Import the same again: it goes on from there."));

    assertThat(reports.list())
        .singleElement()
        .satisfies(begun -> assertThat(begun.totals()).isNull());
  }

  @Test
  void reportsEveryFile() throws Exception {
    byte[] zip =
        Zips.ofTexts(
            "snips/a.snip.markdown",
            "A [x][]\n",
            "snips/broken.snip.markdown",
            "x\n\n:a: [\n",
            "snips/notes.docx",
            "x",
            "images/x.exe",
            "MZ");

    mvc.perform(
            post("/api/import")
                .param("publish", "true")
                .contentType("application/zip")
                .content(zip))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.files.length()").value(3))
        .andExpect(jsonPath("$.files[0].path").value("a.snip.markdown"))
        .andExpect(jsonPath("$.files[0].outcome").value("created"))
        .andExpect(jsonPath("$.files[0].slug").value("a"))
        .andExpect(jsonPath("$.files[0].published").value(true))
        .andExpect(jsonPath("$.files[0].warnings[0]").value("undefined reference [x]"))
        .andExpect(jsonPath("$.files[1].outcome").value("rejected"))
        .andExpect(jsonPath("$.files[1].reason").value(startsWith("line 4: metadata is not YAML")))
        .andExpect(jsonPath("$.files[2].outcome").value("rejected"))
        .andExpect(jsonPath("$.totals.created").value(1))
        .andExpect(jsonPath("$.totals.rejected").value(2))
        .andExpect(jsonPath("$.totals.published").value(1))
        .andExpect(jsonPath("$.files[0].kind").value("page"))
        .andExpect(jsonPath("$.totals.pages").value(1))
        .andExpect(jsonPath("$.assets.rejected").value(1))
        .andExpect(jsonPath("$.assets.files[0].outcome").value("rejected"));
    assertThat(posts.findBySlug("a").orElseThrow().entryId()).startsWith("tag:example.org,");
  }

  @Test
  void takesAnExportByItself() throws Exception {
    mvc.perform(
            post("/api/import")
                .param("dryRun", "true")
                .contentType("application/json")
                .content(
                    """
                    {"db":[{"meta":{},"data":{"posts":[{"id":"1","title":"A","slug":"a",
                     "status":"published","html":"<p>A</p>"}]}}]}
                    """))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.engine").value("Ghost"))
        .andExpect(jsonPath("$.files[0].slug").value("a"));
    assertThat(posts.findBySlug("a")).isEmpty();
  }

  @Test
  void takesAFormWithAFile() throws Exception {
    byte[] zip = Zips.ofTexts("a.snip.markdown", "A\n");

    mvc.perform(
            multipart("/api/import")
                .file(new MockMultipartFile("file", "x.zip", "application/zip", zip))
                .param("authority", "old.example.org"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.files[0].outcome").value("created"))
        .andExpect(jsonPath("$.files[0].published").value(false));
    assertThat(posts.findBySlug("a").orElseThrow().entryId()).startsWith("tag:old.example.org,");
  }

  @Test
  void refusesABrokenArchiveAsAWhole() throws Exception {
    byte[] zip = Zips.ofTexts("snips/a.snip.markdown", "A\n", "snips/../../b.snip.markdown", "B\n");

    mvc.perform(post("/api/import").contentType("application/zip").content(zip))
        .andExpect(status().is(422))
        .andExpect(content().contentTypeCompatibleWith("application/problem+json"))
        .andExpect(jsonPath("$.type").value("/problems/archive-refused"))
        .andExpect(jsonPath("$.detail").value(startsWith("snips/../../b.snip.markdown: a path")));
    assertThat(posts.findBySlug("a")).isEmpty();
  }

  @Test
  void importsWhatWasSentForThePlan() throws Exception {
    String upload = planned();
    assertThat(posts.findBySlug("a")).isEmpty();

    mvc.perform(again(upload))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.files[0].published").value(true))
        .andExpect(jsonPath("$.upload").doesNotExist());

    assertThat(posts.findBySlug("a")).isPresent();
    mvc.perform(again(upload))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.type").value("/problems/upload-unknown"));
  }

  @Test
  void keepsAnUploadForItsSenderAloneAndForSomeMinutes() throws Exception {
    String upload = planned();
    sender = new Actor("2", "Somebody else", null, null);
    mvc.perform(again(upload)).andExpect(status().isNotFound());
    sender = PostFixtures.CHRIS;
    clock.pass(KeptUploads.KEPT);
    mvc.perform(again(upload)).andExpect(status().isNotFound());

    assertThat(posts.findBySlug("a")).isEmpty();
  }

  @Test
  void keepsOneUploadOfEachAndFourOfAll() throws Exception {
    List<Path> files = new ArrayList<>();
    List<UUID> ids = new ArrayList<>();
    for (String owner : List.of("a", "b", "b", "c", "d", "e")) {
      files.add(Files.writeString(folder.resolve("upload-" + files.size()), owner));
      ids.add(uploads.keep(files.get(files.size() - 1), owner).orElseThrow());
    }

    assertThat(files.stream().map(Files::exists))
        .containsExactly(false, false, true, true, true, true);
    assertThatThrownBy(() -> uploads.find(ids.get(0), "a"))
        .isInstanceOf(KeptUploads.UploadUnknown.class);
    assertThat(uploads.find(ids.get(5), "e")).isEqualTo(files.get(5));
    uploads.close();
    assertThat(files).noneMatch(Files::exists);
  }

  @Test
  void keepsTheReportsOfTheLastImports() throws Exception {
    planned();
    for (int i = 0; i <= KeptReports.MAX_REPORTS; i++) {
      mvc.perform(
              post("/api/import")
                  .param("name", "site-" + i + "\n.zip\u202e")
                  .contentType("application/zip")
                  .content(Zips.ofTexts("a.snip.markdown", "A\n", "x.docx", "x")))
          .andExpect(status().isOk());
    }

    String list =
        mvc.perform(get("/api/imports"))
            .andExpect(jsonPath("$.items.length()").value(KeptReports.MAX_REPORTS))
            .andExpect(jsonPath("$.items[0].name").value("site-20 .zip"))
            .andExpect(jsonPath("$.items[0].by").value(sender.name()))
            .andExpect(jsonPath("$.items[0].totals.unchanged").value(1))
            .andExpect(jsonPath("$.items[0].progress").doesNotExist())
            .andExpect(jsonPath("$.items[19].name").value("site-1 .zip"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    mvc.perform(get("/api/imports/" + text(list, "/items/0/id")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.files[0].outcome").value("unchanged"))
        .andExpect(jsonPath("$.files[1].outcome").value("rejected"));
    mvc.perform(get("/api/imports/none"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.type").value("/problems/import-unknown"));
  }

  /** As when the process ends, or the store does not answer any more. */
  @Test
  void namesAnImportThatDidNotEndAndNoneThatWasRefused() throws Exception {
    reports.progress(reports.begin(true, "site.zip", sender), 3, 20);
    mvc.perform(post("/api/import").contentType("application/zip").content(new byte[] {'P', 'K'}))
        .andExpect(status().isUnprocessableContent());

    mvc.perform(get("/api/imports"))
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.items[0].name").value("site.zip"))
        .andExpect(jsonPath("$.items[0].progress.done").value(3))
        .andExpect(jsonPath("$.items[0].progress.files").value(20))
        .andExpect(jsonPath("$.items[0].totals").doesNotExist());
  }

  private String planned() throws Exception {
    return text(
        mvc.perform(
                post("/api/import")
                    .param("publish", "true")
                    .param("dryRun", "true")
                    .param("keep", "true")
                    .contentType("application/zip")
                    .content(Zips.ofTexts("a.snip.markdown", "A\n")))
            .andExpect(jsonPath("$.files[0].published").value(true))
            .andReturn()
            .getResponse()
            .getContentAsString(),
        "/upload");
  }

  private static String text(String json, String place) {
    return JsonMapper.shared().readTree(json).at(place).asString();
  }

  private static MockHttpServletRequestBuilder again(String upload) {
    return post("/api/import/{id}", upload).param("publish", "true");
  }

  @Test
  void exportsWhatWasImported() throws Exception {
    byte[] zip = Zips.ofTexts("snips/b/a.snip.markdown", "A\r\n\r\n:kind:   blog # so\r\n");
    mvc.perform(post("/api/import").contentType("application/zip").content(zip));

    byte[] export =
        mvc.perform(get("/api/export"))
            .andExpect(status().isOk())
            .andExpect(content().contentType("application/zip"))
            .andExpect(header().string("Content-Disposition", startsWith("attachment")))
            .andReturn()
            .getResponse()
            .getContentAsByteArray();

    assertThat(Zips.unpacked(export)).containsOnlyKeys("snips/b/a.snip.markdown");
    assertThat(
            new String(
                Zips.unpacked(export).get("snips/b/a.snip.markdown"), StandardCharsets.UTF_8))
        .isEqualTo("A\r\n\r\n:kind:   blog # so\r\n");
  }

  private final class Senders implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        ModelAndViewContainer container,
        NativeWebRequest request,
        WebDataBinderFactory binders) {
      return sender;
    }
  }
}
