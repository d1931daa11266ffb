package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ControlForm;
import java.time.Duration;

/**
 * The switches of the simulated EBS, kept over restarts. {@code requestDuration}: from submission to completion of a
 * concurrent request; {@code autoPostDelay}: from import to posting; both in real time. {@code approval}: new batches
 * need a person's approval before posting. {@code tokenLogin}: the login service is there; {@code tokenIdle}: a token
 * unused for so long (sandbox time) is no longer known. {@code latency}: added to each call of the package.
 * {@code passwordLimit}: so many wrong passwords in a row lock the user.
 */
record EbsSettings(
        Duration requestDuration,
        boolean autoPost,
        Duration autoPostDelay,
        boolean approval,
        boolean tokenLogin,
        Duration tokenIdle,
        Duration latency,
        int passwordLimit) {

    static final EbsSettings DEFAULT = new EbsSettings(
            Duration.ofMillis(300),
            true,
            Duration.ofMillis(500),
            false,
            true,
            Duration.ofMinutes(30),
            Duration.ZERO,
            10);

    EbsSettings {
        notNegative("requestDuration", requestDuration);
        notNegative("autoPostDelay", autoPostDelay);
        notNegative("tokenIdle", tokenIdle);
        notNegative("latency", latency);
        if (passwordLimit < 1) {
            throw new IllegalArgumentException("passwordLimit: 1 or more is needed");
        }
    }

    private static void notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(field + ": a duration that is not negative is needed");
        }
    }

    /** These settings with the fields that the form gives. */
    EbsSettings with(ControlForm form) {
        return new EbsSettings(
                form.duration("requestDuration").orElse(requestDuration),
                form.flag("autoPost").orElse(autoPost),
                form.duration("autoPostDelay").orElse(autoPostDelay),
                form.flag("approval").orElse(approval),
                form.flag("tokenLogin").orElse(tokenLogin),
                form.duration("tokenIdle").orElse(tokenIdle),
                form.duration("latency").orElse(latency),
                form.number("passwordLimit").map(Long::intValue).orElse(passwordLimit));
    }
}
