package io.tieout.domain.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.fact.FactKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long SEED = 20_261_121L;

    /** Pinned for ever: what a target knows our postings by must come out the same in every version. */
    @ParameterizedTest
    @CsvSource({
        "acme-production, ebs:gl:1, acme-ledger, ch_1, 1, TIEJYE7JLW4POQMJJWAMIQ4FO5G2",
        "acme-production, ebs:gl:1, acme-ledger, ch_1, 2, TIECA6E6K3L6JY4OXTMKX234R2M3",
        "acme-test, ebs:gl:1, acme-ledger, ch_1, 1, TIEJHHLXIRWR4DFA7UTBK6CT62J2",
        "Müller, ebs:gl:2021, wien, ch_3PabcDEF, 1, TIEK4JVO4PLVFFMLDVCTGYSYW6ND"
    })
    void reference_ofKnownPosting_neverChanges(
            String installation, String ledger, String link, String charge, int generation, String expected) {
        assertThat(Reference.derive(installation, ledger, key(link, charge, generation)))
                .hasToString(expected);
    }

    @Test
    void reference_derived_fitsTheNarrowestField() {
        assertThat(Reference.derive("acme", "ebs:gl:1", key("link", "ch_1", 1)).value())
                .hasSize(28)
                .matches("TIE[A-Z2-7]{25}");
    }

    @Test
    void reference_derivedAgain_isTheSame() {
        assertThat(Reference.derive("acme", "ebs:gl:1", key("link", "ch_1", 1)))
                .isEqualTo(Reference.derive("acme", "ebs:gl:1", key("link", "ch_1", 1)));
    }

    @Test
    void parts_eachOfThem_changeTheReference() {
        FactKey fact = new FactKey("stripe", "acct_1", true, "charge", "ch_1");
        PostingKey key = new PostingKey("link", fact, Effect.RECORD, 1);

        Stream<Reference> references = Stream.of(
                Reference.derive("acme", "ebs:gl:1", key),
                Reference.derive("other", "ebs:gl:1", key),
                Reference.derive("acme", "ebs:gl:2", key),
                of(new PostingKey("link2", fact, Effect.RECORD, 1)),
                of(new PostingKey("link", fact, Effect.REFUND, 1)),
                of(new PostingKey("link", fact, Effect.RECORD, 2)),
                of(recording(new FactKey("adyen", "acct_1", true, "charge", "ch_1"))),
                of(recording(new FactKey("stripe", "acct_2", true, "charge", "ch_1"))),
                of(recording(new FactKey("stripe", "acct_1", false, "charge", "ch_1"))),
                of(recording(new FactKey("stripe", "acct_1", true, "refund", "ch_1"))),
                of(recording(new FactKey("stripe", "acct_1", true, "charge", "ch_2"))));

        assertThat(references).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"'a\nb', ebs:gl:1", "acme, 'ebs\ngl:1'", "'', ebs:gl:1", "acme, ' '"})
    void part_thatWouldBlurTheBorders_isRefused(String installation, String ledger) {
        PostingKey key = key("link", "ch_1", 1);

        assertThatThrownBy(() -> Reference.derive(installation, ledger, key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void references_ofManyRandomKeys_neverCollide() {
        Random random = new Random(SEED);
        Set<PostingKey> keys = new HashSet<>();
        while (keys.size() < 100_000) {
            keys.add(key("link" + random.nextInt(3), "ch_" + Long.toString(random.nextLong(), 36), 1));
        }

        assertThat(keys.stream().map(key -> Reference.derive("acme", "ebs:gl:1", key)))
                .doesNotHaveDuplicates();
    }

    @Test
    void digits_ofReference_areTheFirst125BitsOfTheHash() throws NoSuchAlgorithmException {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            PostingKey key = key("link", "ch_" + Long.toString(random.nextLong(), 36), 1 + random.nextInt(5));

            assertThat(Reference.derive("acme", "ebs:gl:1", key).value())
                    .isEqualTo("TIE" + base32("acme\nebs:gl:1\n" + key.text()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "TIE", "tieabc", "TIE-ABC", "TIE ABC", "TIEÄBC", "TIEABCDEFGHIJKLMNOPQRSTUVWXYZ", "TIEABC\n"
            })
    void reference_ofOtherForm_isRefused(String value) {
        assertThatThrownBy(() -> new Reference(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void references_sorted_followTheirText() {
        assertThat(List.of(new Reference("TIEB"), new Reference("TIEA"), new Reference("TIE2")).stream()
                        .sorted())
                .extracting(Reference::value)
                .containsExactly("TIE2", "TIEA", "TIEB");
    }

    /** Reads the whole hash as one number and takes its digits from the top. */
    private static String base32(String text) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        BigInteger rest = new BigInteger(1, hash).shiftRight(256 - 125);
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(32));
            digits.insert(0, ALPHABET.charAt(parts[1].intValueExact()));
            rest = parts[0];
        }
        return digits.toString();
    }

    private static Reference of(PostingKey key) {
        return Reference.derive("acme", "ebs:gl:1", key);
    }

    private static PostingKey recording(FactKey fact) {
        return new PostingKey("link", fact, Effect.RECORD, 1);
    }

    private static PostingKey key(String link, String charge, int generation) {
        return new PostingKey(link, new FactKey("stripe", "acct_1", true, "charge", charge), Effect.RECORD, generation);
    }
}
