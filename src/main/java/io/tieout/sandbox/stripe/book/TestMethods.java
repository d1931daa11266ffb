package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.stripe.book.TestMethod.Fate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All published test payment methods that the sandbox knows, one line each of a file. */
public final class TestMethods {

    private static final String FILE = "/sandbox/stripe-test-methods.csv";
    private static final String PLAIN = "pm_card_visa";
    private static final Map<String, TestMethod> BY_ID = read();
    private static final Map<String, TestMethod> BY_FINGERPRINT =
            BY_ID.values().stream().collect(Collectors.toMap(TestMethod::fingerprint, Function.identity()));

    private TestMethods() {}

    private static Map<String, TestMethod> read() {
        try (InputStream in = TestMethods.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + FILE + " is missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .map(TestMethods::method)
                    .collect(Collectors.toMap(
                            TestMethod::id, Function.identity(), (first, second) -> first, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestMethod method(String line) {
        String[] field = line.split(",", -1);
        Fate fate = Fate.valueOf(field[6].toUpperCase(Locale.ROOT).replace('-', '_'));
        Set<String> traits = field[8].isEmpty() ? Set.of() : Set.of(field[8].split(" ", -1));
        return new TestMethod(field[0], field[1], field[2], field[3], field[4], field[5], fate, field[7], traits);
    }

    /** All of them, in the order of the file. */
    public static Collection<TestMethod> all() {
        return BY_ID.values();
    }

    static Optional<TestMethod> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** The card of a published test token, such as {@code tok_visa}. */
    static Optional<TestMethod> ofToken(String token) {
        return token.startsWith("tok_") ? of("pm_card_" + token.substring("tok_".length())) : Optional.empty();
    }

    /** What a stored payment method, or the details of a charge, was made of. */
    static TestMethod of(JsonNode details) {
        String fingerprint =
                details.path(details.path("type").asText()).path("fingerprint").asText();
        TestMethod found = BY_FINGERPRINT.getOrDefault(fingerprint, BY_ID.get(PLAIN));
        if (found == null) {
            throw new IllegalStateException(PLAIN + " is missing in " + FILE);
        }
        return found;
    }
}
