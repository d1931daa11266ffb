package io.tieout.report;

import io.tieout.domain.money.Money;
import io.tieout.report.Section.InBucket;
import io.tieout.report.Section.InState;
import io.tieout.report.Section.Sum;
import io.tieout.store.Database;
import io.tieout.store.report.DaySums;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * A frozen report as CSV for spreadsheets (RFC 4180): one line for each sum, amounts in major units with the decimals
 * of their currency. No value holds a comma or a quote: names of links, zones and states are of letters and digits.
 */
@ApplicationScoped
public class CompletenessCsv {
    private static final String HEAD = "link,day,zone,currency,kind,line,of,count,amount";

    private final Database database;

    CompletenessCsv(Database database) {
        this.database = database;
    }

    /** Writes the report with this JSON text. */
    public String of(String json) {
        DayDocument document = database.read(json, DayDocument.class);
        String start = document.link() + "," + document.day() + "," + document.zone() + ",";
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        for (DaySums.Events events : document.events()) {
            lines.add(start + ",,events," + events.state() + "," + events.count() + ",");
        }
        for (Section section : document.sections()) {
            lines(section).forEach(line -> lines.add(start + section.currency() + "," + section.kind() + "," + line));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static List<String> lines(Section section) {
        List<String> lines = new ArrayList<>();
        Sum all = new Sum(0, 0);
        lines.add("facts,," + sum(section, section.facts()));
        for (InBucket bucket : section.buckets()) {
            Sum sum = new Sum(bucket.count(), bucket.amountMinor());
            all = all.plus(sum.count(), sum.amountMinor());
            lines.add("bucket," + bucket.bucket() + "," + sum(section, sum));
        }
        lines.add("difference," + "," + sum(section, section.facts().without(all)));
        for (InState state : section.postings()) {
            String line = state.first() ? "postings," : "further postings,";
            lines.add(line + state.effect() + " " + state.state() + ","
                    + sum(section, new Sum(state.count(), state.amountMinor())));
        }
        lines.add("ledger,," + sum(section, section.ledger()));
        lines.add("accepted,," + sum(section, section.accepted()));
        lines.add("late,," + sum(section, section.late()));
        return lines;
    }

    private static String sum(Section section, Sum sum) {
        return sum.count() + ","
                + Money.ofMinor(sum.amountMinor(), section.currency()).toMajor().toPlainString();
    }
}
