package io.tieout.connector.ebs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which servers differ mean the same, and everything else is refused without quoting it. */
class IsgRowTest {

    @ParameterizedTest
    @ValueSource(strings = {"{'X':null}", "{'X':''}", "{'X':{'@xsi:nil':'true'}}", "{'X':{'@xsi:nil':true}}", "{}"})
    void nullInAnyShape_isAbsentAndNoRows(String json) {
        IsgRow row = row(json);

        assertThat(row.text("X")).isEmpty();
        assertThat(row.decimal("X")).isEmpty();
        assertThat(row.date("X")).isEmpty();
        assertThat(row.rows("X")).isEmpty();
        assertThat(row.flag("X")).isFalse();
        assertThatThrownBy(() -> row.required("X")).isInstanceOf(MalformedAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'X':[{'A':'1'}]}",
                "{'X':{'A':'1'}}",
                "{'X':{'X_ITEM':{'A':'1'}}}",
                "{'X':{'X_ITEM':[{'A':'1'}]}}",
                "{'X':'[{\\'A\\':\\'1\\'}]'}",
                "{'X':'{\\'A\\':1}'}"
            })
    void oneRow_inAnyShape_isOneRow(String json) {
        assertThat(row(json).rows("X")).hasSize(1);
        assertThat(row(json).row("X").number("A")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'X':[]}", "{'X':{}}", "{'X':'[]'}", "{'X':'null'}"})
    void emptyTable_inAnyShape_hasNoRows(String json) {
        assertThat(row(json).rows("X")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'X':'[{'}",
                "{'X':'[] []'}",
                "{'X':5}",
                "{'X':true}",
                "{'X':['a']}",
                "{'X':'{\\'A\\':1,\\'A\\':2}'}"
            })
    void table_thatIsNone_isMalformed(String json) {
        assertThatThrownBy(() -> row(json).rows("X")).isInstanceOf(MalformedAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'X':'120.50'}", "{'X':120.50}", "{'X':1.205E2}"})
    void decimal_asTextOrNumber_isExact(String json) {
        assertThat(row(json).decimal("X"))
                .get()
                .satisfies(value -> assertThat(value).isEqualByComparingTo(new BigDecimal("120.5")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'X':'1,5'}",
                "{'X':'1E9'}",
                "{'X':1E999999999}",
                "{'X':' 1'}",
                "{'X':'-'}",
                "{'X':'.'}",
                "{'X':[1]}"
            })
    void number_inAnotherForm_isMalformed(String json) {
        assertThatThrownBy(() -> row(json).decimal("X")).isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(() -> row(json).number("X")).isInstanceOf(MalformedAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'X':'2026-10-31'}", "{'X':'2026-10-31T00:00:00.000+03:00'}", "{'X':'2026-10-31T23:59:59'}"})
    void date_withWhateverBehindIt_staysItsDay(String json) {
        assertThat(row(json).date("X")).contains(LocalDate.of(2026, 10, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'X':'31-OCT-26'}", "{'X':'2026-02-30'}", "{'X':'2026-10-31x'}"})
    void date_inAnotherForm_isMalformed(String json) {
        assertThatThrownBy(() -> row(json).date("X")).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void errors_nameTheFieldAndNeverItsValue() {
        assertThatThrownBy(() -> row("{'AMOUNT':'secret'}").decimal("AMOUNT"))
                .hasMessageContaining("AMOUNT")
                .message()
                .doesNotContain("secret");
    }

    private static IsgRow row(String json) {
        return new IsgRow(
                IsgJson.read(json.replace("\\'", "\\\"").replace('\'', '"')).orElseThrow());
    }
}
