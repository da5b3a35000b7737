package dev.galley.render.template;

import java.util.List;
import java.util.Map;

/** What may stand in a tag: strings, symbols and calls of helpers. */
sealed interface Expression {

  /** A string, or a number or word as it was written. */
  record Literal(String value) implements Expression {}

  /**
   * A call of a helper.
   *
   * @param options the {@code key: value} arguments in their order
   */
  record Call(String helper, List<Expression> arguments, Map<String, Expression> options)
      implements Expression {}
}
