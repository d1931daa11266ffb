package io.tieout.api;

import io.tieout.store.view.CutOff;
import io.tieout.store.view.CutOffLine;
import io.tieout.store.view.CutOffQueries;
import io.tieout.store.view.CutOffTotal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The list of what is unposted at a cut-off as CSV: subtotals by effect, state and currency first, then each posting;
 * amounts in major units. It is written as it is read, so its length does not matter.
 */
@ApplicationScoped
public class CutOffCsv {
    /** JSON comes first where a caller takes both alike. */
    static final String TYPE = "text/csv;qs=0.5";

    private static final List<String> HEAD = List.of(
            "line",
            "link",
            "state",
            "bucket",
            "count",
            "amount",
            "currency",
            "day",
            "day_is",
            "age_days",
            "charge",
            "effect",
            "reason",
            "reference",
            "batch",
            "fact",
            "as_of");

    private final CutOffQueries queries;

    CutOffCsv(CutOffQueries queries) {
        this.queries = queries;
    }

    /** The answer with the whole list, to be saved under the names of link and day. */
    public Response answer(CutOff cutOff) {
        StreamingOutput list = out -> {
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                writer.write(CsvText.line(HEAD));
                queries.each(cutOff, new Lines(cutOff, writer));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
        String file = "cut-off-" + cutOff.key() + "-" + cutOff.day() + ".csv";
        return Response.ok(list, new MediaType("text", "csv", "utf-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
    }

    /** Writes each line when it comes. */
    private static final class Lines implements CutOffQueries.Taker {
        private final CutOff cutOff;
        private final Writer writer;
        private Instant taken = Instant.EPOCH;

        Lines(CutOff cutOff, Writer writer) {
            this.cutOff = cutOff;
            this.writer = writer;
        }

        @Override
        public void totals(Instant at, List<CutOffTotal> totals) {
            taken = at;
            totals.forEach(total -> write(List.of(
                    "subtotal",
                    cutOff.key(),
                    total.state(),
                    total.bucket(),
                    total.count(),
                    total.amount().toMajor(),
                    total.amount().currency().getCurrencyCode(),
                    cutOff.day(),
                    "cut-off",
                    "",
                    "",
                    total.effect(),
                    "",
                    "",
                    "",
                    "",
                    taken)));
        }

        @Override
        public void line(CutOffLine line) {
            write(List.of(
                    "posting",
                    cutOff.key(),
                    line.state(),
                    line.bucket(),
                    1,
                    line.amount().toMajor(),
                    line.amount().currency().getCurrencyCode(),
                    line.day(),
                    line.decided() ? "accounting date" : "booking",
                    line.age(),
                    line.providerId(),
                    line.effect(),
                    line.reason(),
                    line.reference(),
                    number(line.batch()),
                    line.fact(),
                    taken));
        }

        private static Object number(OptionalLong batch) {
            return batch.isPresent() ? batch.getAsLong() : "";
        }

        private void write(List<?> cells) {
            try {
                writer.write(CsvText.line(cells));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
