package io.tieout.flow;

import java.time.DateTimeException;
import java.time.Period;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a period of calendar days, weeks, months or years in ISO 8601, for example {@code P13M}. */
public class PeriodText implements Converter<Period> {
    private static final long serialVersionUID = 1;

    @Override
    public Period convert(String text) {
        try {
            return Period.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no ISO 8601 period of days, weeks, months or years, for example P90D or P13M",
                    e);
        }
    }
}
