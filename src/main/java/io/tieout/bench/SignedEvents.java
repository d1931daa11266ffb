package io.tieout.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Events of 2 KiB as Stripe delivers and signs them, each with an id of its own. Of a type that no flow follows, so that
 * the workers set them aside: what is measured is the door.
 */
final class SignedEvents implements Supplier<Load.Request> {
    /** Bytes of a body. */
    static final int SIZE = 2048;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String BEFORE_ID = "{\"id\":\"";
    private static final String AFTER_ID = """
            ,"object":"event","api_version":"2026-07-29.dahlia","livemode":false,
            "pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"customer.updated",
            "data":{"object":{"id":"cus_bench","object":"customer","address":{"city":null,"country":"US","line1":null,
            "line2":null,"postal_code":null,"state":null},"balance":0,"created":1793000000,"currency":null,
            "default_source":null,"delinquent":false,"discount":null,
            "email":"payables@bench.example","invoice_prefix":"BENCH","invoice_settings":{"custom_fields":null,
            "default_payment_method":null,"footer":null,"rendering_options":null},"livemode":false,
            "metadata":{"account_number":"1001"},"name":"Bench Inc","next_invoice_sequence":1,"phone":null,
            "preferred_locales":[],"shipping":null,"tax_exempt":"none","test_clock":null,"description":\"""";
    private static final String END = "\"},\"previous_attributes\":{\"metadata\":{\"account_number\":\"1000\"}}}}";

    private final SecretKeySpec secret;
    private final Clock clock;
    private final String prefix = "evt_" + UUID.randomUUID().toString().replace("-", "");
    private final AtomicLong made = new AtomicLong();

    SignedEvents(String secret, Clock clock) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    @Override
    public Load.Request get() {
        long now = clock.instant().getEpochSecond();
        String head = BEFORE_ID + prefix + made.incrementAndGet() + "\",\"created\":" + now + AFTER_ID;
        String body = head + "x".repeat(SIZE - head.length() - END.length()) + END;
        return new Load.Request(body, "t=" + now + ",v1=" + sign(now + "." + body));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
