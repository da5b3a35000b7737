package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCellTests {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\uFF1D1", "'=1", "''@a"})
  void isNoFormulaAndComesBack(String text) {
    assertThat(TableCell.of(text)).isEqualTo("'" + text);
    assertThat(TableCell.text(TableCell.of(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=1", "'quoted'", "'", "1-1", " a", "''"})
  void isTheTextItselfWhereNobodyTakesItForAFormula(String text) {
    assertThat(TableCell.of(text)).isEqualTo(text);
    assertThat(TableCell.text(text)).isEqualTo(text);
  }
}
