package io.tieout.report;

import io.tieout.audit.Head;
import io.tieout.connection.Installation;
import io.tieout.store.Database;
import io.tieout.store.report.DayScope;
import io.tieout.store.report.DaySums;
import io.tieout.store.report.FrozenReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes what was counted as the bytes that are kept. */
@ApplicationScoped
class CompletenessDocument {
    private static final String FORM = "tieout.completeness/1";

    private final Installation installation;
    private final Database database;

    CompletenessDocument(Installation installation, Database database) {
        this.installation = installation;
        this.database = database;
    }

    FrozenReport of(DayScope scope, DaySums sums, Optional<Head> head) {
        List<Section> sections = Section.of(sums);
        List<String> differences = sections.stream()
                .flatMap(section -> section.differences().stream())
                .toList();
        DayDocument document = new DayDocument(
                FORM,
                installation.name(),
                scope.link().tenant(),
                scope.link().key(),
                scope.link().flow(),
                scope.day().toString(),
                scope.link().zone().getId(),
                scope.from().toString(),
                scope.to().toString(),
                sums.at().toString(),
                head.map(Head::toString).orElse(""),
                differences.isEmpty(),
                differences,
                sums.events(),
                sections);
        byte[] bytes = (database.json(document) + "\n").getBytes(StandardCharsets.UTF_8);
        return new FrozenReport(bytes, sha256(bytes), differences.size());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
