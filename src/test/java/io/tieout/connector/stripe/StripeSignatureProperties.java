package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What holds for every body, header and time. */
class StripeSignatureProperties {
    private static final String SECRET = "whsec_one";
    private static final long NOW = 1_785_600_000L;
    private static final StripeSignature.Rule RULE = rule(List.of(SECRET), NOW);

    @Property(tries = 200)
    void delivery_signedByAnySecret_isGenuine(
            @ForAll String text, @ForAll @Size(min = 1, max = 4) List<@StringLength(min = 1, max = 20) String> others) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        List<String> secrets = new ArrayList<>(others);
        secrets.add(SECRET);

        assertThat(StripeSignature.complaint(Signing.header(NOW, body, SECRET), body, rule(secrets, NOW)))
                .isEmpty();
    }

    @Property(tries = 300)
    void body_withOneByteChanged_isRefused(
            @ForAll @StringLength(min = 1, max = 200) String text,
            @ForAll int place,
            @ForAll @IntRange(min = 1, max = 255) int by) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String header = Signing.header(NOW, body, SECRET);
        body[Math.floorMod(place, body.length)] ^= (byte) by;

        assertThat(StripeSignature.complaint(header, body, RULE)).isPresent();
    }

    @Property(tries = 300)
    void signature_withOneCharacterChanged_isRefused(
            @ForAll @IntRange(min = 0, max = 63) int place, @ForAll @CharRange(from = ' ', to = '~') char put) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        StringBuilder v1 = new StringBuilder(Signing.v1(NOW, body, SECRET));
        boolean changed = v1.charAt(place) != put;
        v1.setCharAt(place, put);

        assertThat(StripeSignature.complaint("t=" + NOW + ",v1=" + v1, body, RULE)
                        .isPresent())
                .isEqualTo(changed);
    }

    @Property(tries = 300)
    void header_ofAnyText_isRefusedAndNeverThrows(@ForAll String header) {
        assertThat(StripeSignature.complaint(header, new byte[0], RULE)).isPresent();
    }

    @Property(tries = 300)
    void time_ofAnyAge_passesUpToTheTolerance(@ForAll @LongRange(min = -100_000, max = 100_000) long age) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(StripeSignature.complaint(Signing.header(NOW - age, body, SECRET), body, RULE)
                        .isPresent())
                .isEqualTo(age > 300);
    }

    private static StripeSignature.Rule rule(List<String> secrets, long now) {
        return new StripeSignature.Rule(secrets, Duration.ofMinutes(5), Instant.ofEpochSecond(now));
    }
}
