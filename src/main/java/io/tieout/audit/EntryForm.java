package io.tieout.audit;

import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.EntryRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The bytes that a seal is made over: the seal before, the place in the chain and every column of the entry, each with
 * its length or as a fixed number of bytes, so that no two entries have the same form. A writer's mark is made over the
 * same without the place.
 */
final class EntryForm {
    /** Also the version of the form: another order or another column gets another text. */
    private static final String FORM = "tieout audit 1";

    /** Another text than that of a seal: no mark is ever a seal. */
    private static final String MARK = "tieout audit mark 1";

    private EntryForm() {}

    /**
     * Where an entry stands.
     *
     * @param before the seal before it, lower-case hex; empty for the first
     * @param number its number in the chain of its tenant
     * @param keyId id of the key that seals it
     * @param sealedAt when it is sealed
     */
    record Place(String before, long number, long keyId, Instant sealedAt) {}

    static byte[] bytes(Place place, EntryRow entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, FORM);
            text(out, place.before());
            out.writeLong(place.number());
            out.writeLong(place.keyId());
            out.writeLong(micros(place.sealedAt()));
            entry(out, entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What a writer's mark is made over. */
    static byte[] marked(EntryRow entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, MARK);
            entry(out, entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void entry(DataOutputStream out, EntryRow entry) throws IOException {
        out.writeLong(entry.id());
        text(out, entry.tenant());
        out.writeLong(micros(entry.at()));
        text(out, entry.actor());
        text(out, entry.action());
        subject(out, entry.subject());
        text(out, entry.detail());
    }

    private static void subject(DataOutputStream out, Subject subject) throws IOException {
        for (OptionalLong part : List.of(
                subject.fact(),
                subject.posting(),
                subject.batch(),
                subject.event(),
                subject.connection(),
                subject.link())) {
            out.writeBoolean(part.isPresent());
            out.writeLong(part.orElse(0));
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * PostgreSQL's own precision. A time that is out of range, such as its infinity, comes to a number that no time of
     * the program has: it fits no seal and no mark.
     */
    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }
}
