package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.domain.matching.MatchingPolicy;
import io.tieout.domain.matching.MatchingPolicy.Sets;
import io.tieout.domain.matching.MatchingPolicy.Tolerance;
import io.tieout.domain.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what a link says of matching; what the schema can't say is checked here and told by field. */
final class MatchingSettings {
    private final JsonNode settings;
    private final List<Problem> problems;

    MatchingSettings(JsonNode link, List<Problem> problems) {
        this.settings = link.path("matching");
        this.problems = problems;
        tolerated(link);
    }

    /** A tolerance needs somewhere to go. */
    private void tolerated(JsonNode link) {
        boolean some = !settings.path("tolerance").isMissingNode();
        if (some && link.at("/accounts/overShort").asText().isEmpty()) {
            problems.add(new Problem("settings.accounts.overShort", "is needed where there is a tolerance"));
        }
    }

    MatchingPolicy read() {
        return new MatchingPolicy(
                settings.path("partial").asBoolean(false),
                settings.path("partialKey").asText("partial_payment"),
                Sets.valueOf(settings.path("sets")
                        .asText("review")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                settings.path("mostInSet").asInt(8),
                new Tolerance(
                        amounts(),
                        new BigDecimal(settings.at("/tolerance/percent").asText("0"))),
                otherEntities());
    }

    private Set<String> otherEntities() {
        Set<String> entities = new HashSet<>();
        settings.path("otherEntities").forEach(entity -> entities.add(entity.asText()));
        return entities;
    }

    private Map<String, Money> amounts() {
        Map<String, Money> amounts = new HashMap<>();
        for (Map.Entry<String, JsonNode> field :
                settings.at("/tolerance/amounts").properties()) {
            try {
                BigDecimal major = new BigDecimal(field.getValue().asText());
                amounts.put(field.getKey(), Money.ofMajor(major, Currency.getInstance(field.getKey())));
            } catch (ArithmeticException | IllegalArgumentException e) {
                problems.add(new Problem(
                        "settings.matching.tolerance.amounts." + field.getKey(),
                        "is no amount of a currency of ISO 4217: write it as {\"USD\": \"0.50\"}"));
            }
        }
        return amounts;
    }
}
