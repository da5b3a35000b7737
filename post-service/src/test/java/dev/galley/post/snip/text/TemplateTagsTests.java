package dev.galley.post.snip.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTagsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<%= by('chris-roos') %>",
        "<%= by 'chris-roos' -%>",
        "<%=image_tag('blog/x.jpg', alt: \"It's\", width: '50%')%>",
        "<%= image_tag('x.jpg', :alt => 'A') %>",
        "<%= image_path('x.jpg') %>",
        "<%= link_to image_tag('x.jpg', alt: 'x'), 'http://example.org/', class: 'y' %>",
        "<%= link_to(image_tag('x.jpg'), image_path('y.jpg')) %>",
        "<%= project 'x' %> and <%= member 'y' %>",
        "<%# a comment %> and <%% a literal %>",
        "<% ShowAndTell.all.to_enum.with_index(1).reverse_each do |snip, index| %>\n"
            + "  <%= content_tag(:li, link_to_snip(snip), value: index) %>\n<% end %>",
      })
  void knowsTheHelpers(String content) {
    assertThat(TemplateTags.unknown(content)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<% Bloggable.all.each do |snip| %>",
        "<%= `rm -rf /` %>",
        "<%= by(File.read('/etc/passwd')) %>",
        "<%= by('a'); exit %>",
        "<%= by(\"#{exit}\") %>",
        "<%= by('a').upcase %>",
        "<%= by() %>",
        "<%= by %>",
        "<%= content_tag(:li, 'x') %>",
        "<%= link_to link_to link_to link_to 'x', 'y' %>",
        "<% Bloggable.all.each do |snip, index| %><%= content_tag(:li, link_to_snip(snip)) %>",
        "<%= by('a', 'b') %>",
        "<%= link_to 'a' %>",
        "<%= by(image_path('x')) %>",
        "<%= image_tag('x', alt: image_path('y')) %>",
        "<%>",
        "<%=%>",
        "<%= by('a')",
      })
  void doesNotKnowAnythingElse(String content) {
    assertThat(TemplateTags.unknown(content)).isNotEmpty();
  }

  @Test
  void saysInWhichLineATagIs() {
    assertThat(TemplateTags.unknown("a\nb <%= by('x') %>\n<%= exit\n %>"))
        .containsExactly("line 3: unknown template tag <%= exit %>");
  }
}
