package dev.galley.render.markdown.kramdown.span;

import com.vladsch.flexmark.ast.ListItem;
import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.Markup;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code * [x] done}. */
final class TaskItem {

  private static final Pattern BOX = Pattern.compile("\\[([ xX])]\\s+");
  private static final String LIST_CLASS = "task-list";

  private TaskItem() {}

  /** Puts a box before the text of an item that begins with one, and returns what follows it. */
  static String mark(Node block, String text, DocumentState state) {
    boolean first = block.getParent() instanceof ListItem item && item.getFirstChild() == block;
    if (!first) {
      return text;
    }
    Map<String, String> list = state.attributes(block.getGrandParent());
    Matcher box = BOX.matcher(text);
    boolean isTask = box.lookingAt();
    if (isTask) {
      list.put("class", LIST_CLASS);
      block.appendChild(box(!box.group(1).isBlank()));
    }
    if (LIST_CLASS.equals(list.get("class"))) {
      state.attributes(block.getParent()).put("class", "task-list-item");
    }
    return isTask ? text.substring(box.end()) : text;
  }

  private static Markup box(boolean checked) {
    Markup box = Markup.of("input").with("type", "checkbox");
    box.with("class", "task-list-item-checkbox").with("disabled", "disabled");
    return checked ? box.with("checked", "checked") : box;
  }
}
