package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Item;
import io.tieout.crash.Evidence.Known;
import io.tieout.crash.Finding.Promise;
import io.tieout.crash.Order.Kind;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which items are paid: the auditor finds what is planted. */
class AllocationsTest extends PlantedBooks {
    @Test
    void invoiceThatTwoWereSentFor_isFound_beforeBothAreInTheBooks() {
        charge("ch_4", Kind.AGAIN, "USD", 1_234, "GONE");
        bills.put("ch_4", new Bill(new Order(4, Kind.AGAIN, "USD", 1_234, 1), CUSTOMER));
        sent("ch_4", "1");
        hits.put("person-deletes", 1);

        assertThat(broken()).containsExactly(Promise.NO_ITEM_TWICE);
    }

    @Test
    void otherInvoiceThanTheNamedOne_isFound() {
        item("4", "USD", "12.34", true);
        lines.remove(1);
        credit("1", "ch_1", "12.34", "4");

        assertThat(broken()).containsExactly(Promise.RIGHT_ITEM);
    }

    @Test
    void creditOfNoInvoice_isFound() {
        lines.remove(1);
        credit("1", "ch_1", "12.34", "");

        assertThat(broken()).containsExactly(Promise.RIGHT_ITEM);
    }

    @Test
    void halfOfAnInvoice_thatIsPosted_isFound() {
        replace("ch_3", "CONFIRMED", "because");
        keys.put("REFch_3", new Known("LIVE", "10", Map.of("3", decimal("0.99"))));
        journal("3", "ch_3", DOLLARS, "0.99");

        assertThat(broken()).containsExactly(Promise.RIGHT_ITEM);
    }

    @Test
    void chargeThatNamesItsCustomerOnly_mayPayHisInvoice() {
        unnamed("4");

        assertThat(broken()).isEmpty();
    }

    @Test
    void chargeThatNamesItsCustomerOnly_mayPayOthersOfHis_onceItsOwnIsTaken() {
        item("5", "USD", "3.00", true);
        item("6", "USD", "2.00", true);
        unnamed("5", "6");
        item("4", "USD", "5.00", false);

        assertThat(broken()).isEmpty();
    }

    @Test
    void chargeThatNamesItsCustomerOnly_andPaysOthersThoughItsOwnWasFree_isFound() {
        item("5", "USD", "5.00", true);
        unnamed("5");

        assertThat(broken()).containsExactly(Promise.RIGHT_ITEM);
    }

    @Test
    void chargeThatNamesItsCustomerOnly_andPaysAnothers_isFound() {
        items.put("5", new Item("CRASH-5", "1002", "USD", decimal("5.00"), true));
        unnamed("5");
        item("4", "USD", "5.00", false);

        assertThat(broken()).containsExactly(Promise.RIGHT_ITEM);
    }

    private void unnamed(String... paid) {
        item("4", "USD", "5.00", true);
        charge("ch_4", Kind.UNNAMED, "USD", 500, "CONFIRMED");
        Map<String, BigDecimal> credits = new HashMap<>();
        debit("4", "ch_4", DOLLARS, "5.00");
        for (String item : paid) {
            credits.put(item, items.get(item).original());
            credit("4", "ch_4", items.get(item).original().toPlainString(), item);
        }
        keys.put("REFch_4", new Known("LIVE", "10", credits));
    }

    @Test
    void invoiceThatAPersonHadPaidLongBefore_isFound() {
        hands.put("1", FROZEN.minusSeconds(60));

        assertThat(broken()).containsExactly(Promise.NO_ITEM_TWICE);
    }

    @Test
    void invoiceThatAPersonPaysAtTheSameTimeOrLater_isNothingWrong() {
        hands.put("1", FROZEN.minusSeconds(2));
        hands.put("2", FROZEN.plusSeconds(60));
        item("2", "JPY", "500", false);

        assertThat(broken()).isEmpty();
    }
}
