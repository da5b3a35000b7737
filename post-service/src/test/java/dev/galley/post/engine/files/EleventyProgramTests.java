package dev.galley.post.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EleventyProgramTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '|',
      value = {
        "module.exports = (c) => {}                                ~ README.md    ~ true",
        "c.ignores.add('src/ign/**'); c.ignores.delete('x')        ~ src/ign/a.md ~ false",
        "c.ignores.add('src/ign/**'); c.ignores.delete('x')        ~ src/a.md     ~ true",
        "c.ignores.add(\"./README.md\")                            ~ README.md    ~ false",
        "c.ignores.add('src/ign')                                  ~ src/ign/a.md ~ false",
        "c.ignores.add(secret)                                     ~ a.md         ~ false",
        "c.ignores.add(`${x}/a`)                                   ~ a.md         ~ false",
        "c.ignores.add('x').add('a.md')                            ~ a.md         ~ false",
        "const {ignores} = c; ignores.add('x')                     ~ a.md         ~ false",
        "return {dir: {input: 'src', output: 'out'}}               ~ README.md    ~ false",
        "return {dir: {input: 'src', output: 'out'}}               ~ src/a.md     ~ true",
        "return {dir: {input: 'src', includes: 'parts'}}           ~ src/parts/a.md ~ false",
        "return {dir: {input: '.', output: 'docs'}}                ~ docs/a.html  ~ false",
        "c.setInputDirectory('src')                                ~ README.md    ~ false",
        "return {dir: {input: where}}                              ~ a.md         ~ false",
        "return {dir: {input}}                                     ~ a.md         ~ false",
        "return {dir: dirs}                                        ~ a.md         ~ false",
        "<html dir: 'rtl'>                                         ~ a.md         ~ true",
        "return {templateFormats: ['md', 'njk']}                   ~ a.md         ~ true",
        "return {templateFormats: ['md', 'njk']}                   ~ a.html       ~ false",
        "c.setTemplateFormats('html,njk')                          ~ a.md         ~ false",
        "return {templateFormats: formats}                         ~ a.md         ~ false",
        "c.addTemplateFormats('css')                               ~ a.md         ~ true",
        "x                                                         ~ a.markdown   ~ false",
        "c.addExtension(['markdown'], {key: 'md'})                 ~ a.markdown   ~ true",
        "c.addPreprocessor('d', '*', (data, content) => { if (data.draft) return false; }) ~ a.md ~ true",
        "c.addPreprocessor('d', '*', (data) => { if (data.hide) return false; })  ~ a.md ~ false",
        "c.addPreprocessor('d', '*', (data, content) => data.draft || content == '') ~ a.md ~ false",
        "c.addPreprocessor('d', '*', drafts)                       ~ a.md         ~ false",
        "c.addGlobalData('eleventyComputed.permalink', () => (data) => data.draft ? false : data.permalink) ~ a.md ~ true",
        "c.addGlobalData('permalink', () => false)                 ~ a.md         ~ false",
        "c.addGlobalData('site', {permalink: false})               ~ a.md         ~ true",
      })
  void readsWhatStandsThereInWords(String program, String path, boolean isShown) {
    assertThat(EleventyProgram.of(program).reasons(path).toList().isEmpty()).isEqualTo(isShown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '|',
      value = {
        "module.exports = (c) => {}                                ~ img/a.png     ~ false",
        "c.addPassthroughCopy('img')                               ~ img/x/a.png   ~ true",
        "c.addPassthroughCopy('./img/')                            ~ img/a.png     ~ true",
        "c.addPassthroughCopy('img')                               ~ images/a.png  ~ false",
        "c.addPassthroughCopy('img'); c.addPassthroughCopy(more)   ~ img/a.png     ~ false",
        "c.addPassthroughCopy('**/*.{png,gif}')                    ~ posts/a.png   ~ true",
        "c.addPassthroughCopy({'src/img': '/', static: 's'}, {})   ~ src/img/a.png ~ true",
        "c.addPassthroughCopy({'src/img': '/', static: 's'}, {})   ~ static/a.png  ~ true",
        "c.addPassthroughCopy({'src/img': 'posts'})                ~ posts/a.png   ~ false",
        "return {templateFormats: ['md', 'png']}                   ~ posts/a.png   ~ true",
        "c.addPassthroughCopy('img'); c.ignores.add('img/x')       ~ img/x/a.png   ~ false",
      })
  void knowsWhatGoesOutAsItIs(String program, String path, boolean isServed) {
    assertThat(EleventyProgram.of(program).isServed(path)).isEqualTo(isServed);
  }

  @Test
  void readsWhatStandsElsewhere() {
    Map<String, String> files =
        Map.of(
            "site/eleventy.config.js",
            "// c.ignores.add('src/a.md')\n",
            "site/eleventy.config.drafts.js",
            "c.ignores.add('src/b.md')",
            "site/package.json",
            "{\"scripts\": {\"build\": \"eleventy --input=src\"}}");
    EleventyProgram program = read(files);

    assertThat(program.reasons("src/a.md")).isEmpty();
    assertThat(program.reasons("src/b.md")).hasSize(1);
    assertThat(program.reasons("README.md"))
        .containsExactly("Eleventy's configuration has its pages in src/");
    assertThat(read(Map.of("site/_data/eleventyComputed.js", "x")).reasons("a.md"))
        .containsExactly("_data/eleventyComputed.js is not read, which may leave it out");
  }

  @Test
  void readsNoMoreThanPeopleWrite() {
    assertThat(EleventyProgram.of("c.addExtension([".repeat(10_000)).reasons("a.md"))
        .containsExactly("Eleventy's configuration is too long to be read");
  }

  private static EleventyProgram read(Map<String, String> files) {
    return EleventyProgram.in(
        "site/", files.keySet(), path -> files.get(path).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatItIsMadeOf() {
    String main = "const drafts = require('./config/drafts'); module.exports = (c) => drafts(c);";
    String decides = "module.exports = (c) => c.addPreprocessor('d', '*', (data) => !data.wip)";

    assertThat(shows(Map.of(".eleventy.js", main, "config/drafts.js", decides))).isFalse();
    assertThat(
            shows(
                Map.of(
                    ".eleventy.js",
                    main,
                    "config/drafts.js",
                    "import hide from '../lib/hide.mjs';",
                    "lib/hide.mjs",
                    decides)))
        .isFalse();
    assertThat(shows(Map.of(".eleventy.js", main, "config/drafts.js", "module.exports = () => {}")))
        .isTrue();
    assertThat(shows(Map.of(".eleventy.js", main))).as("it is not there").isFalse();
    assertThat(shows(Map.of(".eleventy.js", "require('./a.json'); 0", "a.json", decides))).isTrue();
    assertThat(shows(Map.of(".eleventy.js", "require('./b')", "b.js", "require('./.eleventy')")))
        .as("a circle")
        .isTrue();
  }

  private static boolean shows(Map<String, String> site) {
    return EleventyProgram.in(
            "", site.keySet(), path -> site.get(path).getBytes(StandardCharsets.UTF_8))
        .reasons("a.md")
        .findAny()
        .isEmpty();
  }
}
