package io.tieout.connector.stripe;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The 95 vectors made with Stripe's official libraries, and what we do where those differ or are lenient. */
class StripeSignatureVectorsTest {

    /** Our verdict where it can't be read off both libraries, with the reason. */
    private static final Map<String, Ours> DECIDED = Map.ofEntries(
            entry("t_trailing_garbage", refuse("only JavaScript cuts t at the first letter; t is digits")),
            entry("t_leading_space", refuse("only JavaScript skips white space in t; t is digits")),
            entry("v1_extra_equals", refuse("only JavaScript splits at every =; a v1 is exact hex")),
            entry("t_extra_equals", refuse("only JavaScript splits at every =; t is digits")),
            entry("dup_t_last_signed", refuse("JavaScript takes the last t, Java the first; there must be one")),
            entry("dup_t_first_signed", refuse("JavaScript takes the last t, Java the first; there must be one")),
            entry("bom_body_signed_without", refuse("JavaScript drops the byte order mark; the bytes were not signed")),
            entry("bom_body_signed_with", accept("exactly the bytes received were signed, as Java says")),
            entry("v1_empty_then_good", accept("any of several v1 may match, as Java says; JavaScript aborts")),
            entry("t_negative_tolerance_0", refuse("only JavaScript takes a negative t; t is digits")),
            entry("t_leading_zero", refuse("both print t anew; the exact text of t was not signed")),
            entry("t_plus_sign", refuse("both print t anew; t is digits")),
            entry("invalid_utf8_signed_as_replaced", refuse("both decode leniently; the bytes were not signed")));

    private record Ours(boolean valid, String why) {}

    private record Vector(String name, JsonNode fields) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Ours refuse(String why) {
        return new Ours(false, why);
    }

    private static Ours accept(String why) {
        return new Ours(true, why);
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream in =
                StripeSignatureVectorsTest.class.getResourceAsStream("/stripe/stripe-signature-vectors.json")) {
            JsonNode vectors = new ObjectMapper().readTree(in).get("vectors");
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> new Vector(vector.get("name").asText(), vector));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vector_judged_getsStrictVerdict(Vector vector) {
        Ours decided = DECIDED.get(vector.name());
        boolean javaScript = vector.fields().get("expect").asText().equals("valid");
        boolean expected = decided == null ? javaScript : decided.valid();

        assertThat(genuine(vector.fields()))
                .as(decided == null ? "as both libraries" : decided.why())
                .isEqualTo(expected);
    }

    @Test
    void vectors_whereLibrariesDiffer_areAllDecidedByName() throws IOException {
        Set<String> differing = new HashSet<>();
        vectors().filter(vector -> !vector.fields().get("agree").asBoolean()).forEach(v -> differing.add(v.name()));

        assertThat(vectors()).hasSize(95);
        assertThat(differing).hasSize(10);
        assertThat(DECIDED.keySet()).containsAll(differing);
    }

    @Test
    void vectors_thatBothLibrariesRefuse_areNeverDecidedOtherwise() throws IOException {
        List<String> refusedByBoth = vectors()
                .filter(vector -> vector.fields().get("expect").asText().equals("invalid")
                        && vector.fields().get("java_expect").asText().equals("invalid"))
                .map(Vector::name)
                .toList();

        assertThat(DECIDED.keySet()).doesNotContainAnyElementsOf(refusedByBoth);
    }

    private static boolean genuine(JsonNode vector) {
        if (vector.get("header").isNull()) {
            return false;
        }
        StripeSignature.Rule rule = new StripeSignature.Rule(
                List.of(vector.get("secret").asText()),
                Duration.ofSeconds(vector.get("tolerance").asLong()),
                Instant.ofEpochSecond(vector.get("now").asLong()));
        byte[] body = Base64.getDecoder().decode(vector.get("payload_base64").asText());
        return StripeSignature.complaint(vector.get("header").asText(), body, rule)
                .isEmpty();
    }
}
