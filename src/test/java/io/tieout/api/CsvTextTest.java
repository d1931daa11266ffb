package io.tieout.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {

    @Test
    void line_ofPlainCells_isSeparatedByCommas() {
        assertThat(CsvText.line(List.of("posting", 1, "", new BigDecimal("12.50"), "INV-1")))
                .isEqualTo("posting,1,,12.50,INV-1\r\n");
    }

    @Test
    void cell_withSeparatorsOrQuotes_isQuoted() {
        assertThat(CsvText.line(List.of("a,b", "say \"x\"", "two\nlines")))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1", "=cmd|' /C calc'!A0"})
    void cell_thatASpreadsheetWouldCalculate_isText(String cell) {
        assertThat(CsvText.line(List.of(cell))).isEqualTo("\"'" + cell + "\"\r\n");
    }

    @Test
    void number_belowZero_staysANumber() {
        assertThat(CsvText.line(List.of(new BigDecimal("-12.50"), -3L))).isEqualTo("-12.50,-3\r\n");
    }
}
