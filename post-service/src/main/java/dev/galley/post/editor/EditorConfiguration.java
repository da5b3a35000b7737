package dev.galley.post.editor;

import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EditorConfiguration {

  @Bean
  EditorFiles editorFiles() throws IOException {
    return EditorFiles.load();
  }
}
