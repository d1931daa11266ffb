package io.tieout.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.matching.MatchingPolicy;
import io.tieout.domain.matching.MatchingPolicy.Sets;
import io.tieout.domain.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LedgerSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEAST = """
        {"livemode": false, "startDate": "2026-11-01", "zone": "America/New_York",
         "ledger": {"id": "1", "currency": "USD", "source": "Tieout", "category": "Tieout Receipts"},
         "accounts": {"clearing": {"USD": "01-1150", "JPY": "01-1152"}, "credit": "01-2150"},
         "entities": ["204"]}\
        """;

    @Test
    void leastSettings_fitTheSchema_andGetDefaults() {
        assertThat(new SettingsSchemas().check("link-stripe-charges-to-ebs-ledger", json(LEAST)))
                .isEmpty();

        LedgerPolicy policy = LedgerSettings.read(json(LEAST));
        assertThat(policy.invoiceKey()).isEqualTo("invoice_number");
        assertThat(policy.customerKey()).isEqualTo("ebs_account_number");
        assertThat(policy.bookingLimit()).isEqualTo(Duration.ofDays(3));
        assertThat(policy.moveToOpenPeriod()).isTrue();
        assertThat(policy.batching())
                .isEqualTo(new LedgerPolicy.Batching(
                        100, Duration.ofSeconds(2), Duration.ofMinutes(30), Optional.empty()));
        assertThat(policy.books().clearing(Currency.getInstance("JPY"))).contains("01-1152");
        assertThat(policy.entities()).containsExactly("204");
    }

    @Test
    void matching_thatIsNotNamed_allowsNothingButExactMatches() {
        MatchingPolicy matching = LedgerSettings.read(json(LEAST)).matching();

        assertThat(matching)
                .isEqualTo(new MatchingPolicy(
                        false, "partial_payment", Sets.REVIEW, 8, MatchingPolicy.Tolerance.NONE, Set.of()));
    }

    @Test
    void matching_namedWhole_isRead() {
        JsonNode settings = json(LEAST.replace("\"credit\"", "\"overShort\": \"01-6520\", \"credit\"")
                .replace("\"livemode\"", """
                    "matching": {"partial": true, "partialKey": "part", "sets": "oldest-first", "mostInSet": 3,
                      "otherEntities": ["305"], "tolerance": {"amounts": {"JPY": "5"}, "percent": "0.25"}},
                    "livemode\"\
                    """));

        assertThat(new SettingsSchemas().check("link-stripe-charges-to-ebs-ledger", settings))
                .isEmpty();
        assertThat(LedgerSettings.read(settings).matching())
                .isEqualTo(new MatchingPolicy(
                        true,
                        "part",
                        Sets.OLDEST_FIRST,
                        3,
                        new MatchingPolicy.Tolerance(Map.of("JPY", Money.ofMinor(5, "JPY")), new BigDecimal("0.25")),
                        Set.of("305")));
    }

    @Test
    void everyProperty_ofTheSchema_isDescribed() throws Exception {
        JsonNode schema = JSON.readTree(getClass().getResource("/schema/link-stripe-charges-to-ebs-ledger.json"));

        assertThat(schema.findValues("properties"))
                .isNotEmpty()
                .allSatisfy(properties -> properties
                        .properties()
                        .forEach(property -> assertThat(
                                        property.getValue().path("description").asText())
                                .as(property.getKey())
                                .isNotBlank()));
    }

    @Test
    void currency_withoutMinorUnit_isRefused() {
        assertThatThrownBy(() -> LedgerSettings.read(json(LEAST.replace("\"JPY\"", "\"XAU\""))))
                .isInstanceOf(ChangeRefused.class)
                .hasMessageContaining("settings.accounts.clearing.XAU");
    }

    @Test
    void duration_ofNothingOrTooLong_isRefused() {
        for (String limit : List.of("PT0S", "-PT5S", "P99999D")) {
            JsonNode settings =
                    json(LEAST.replace("\"livemode\"", "\"bookingLimit\": \"" + limit + "\", \"livemode\""));
            assertThatThrownBy(() -> LedgerSettings.read(settings)).hasMessageContaining("settings.bookingLimit");
        }
    }

    @Test
    void hash_ofOtherOrderAndSpacing_isTheSame() {
        SettingsText text = new SettingsText(JSON);

        assertThat(text.hash(json("{\"b\": [1, {\"d\": null, \"c\": \"\\u00e9\\n\"}], \"a\": {}}")))
                .isEqualTo(text.hash(json("{\"a\":{},\"b\":[1,{\"c\":\"é\\n\",\"d\":null}]}")));
        assertThat(text.canonical(json("{\"b\": [], \"a\": \"x\"}"))).isEqualTo("{\"a\":\"x\",\"b\":[]}");
    }

    @Property(tries = 200)
    void canonical_ofAnySettings_readsBackEqual(@ForAll Map<String, List<String>> settings) {
        JsonNode node = JSON.valueToTree(new TreeMap<>(settings));
        SettingsText text = new SettingsText(JSON);

        assertThat(text.read(text.canonical(node))).isEqualTo(node);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
