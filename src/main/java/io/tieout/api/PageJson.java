package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.view.Cut;
import io.tieout.store.view.Page;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A part of a list as the API writes it, newest first. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PageJson<T>(
        @Schema(description = "Newest first") List<T> items,

        @Schema(description = "Send it as after to get the next part; absent on the last one")
        OptionalLong next) {

    static <V, T> PageJson<T> of(Page<V> page, Function<V, T> shown) {
        return new PageJson<>(page.items().stream().map(shown).toList(), page.next());
    }

    /** @throws ChangeRefused when the limit is out of bounds */
    static Cut cut(Optional<Long> after, int limit) {
        if (limit < 1 || limit > Cut.MOST) {
            throw ChangeRefused.invalid("limit", "must be 1 to " + Cut.MOST);
        }
        return new Cut(after.map(OptionalLong::of).orElse(OptionalLong.empty()), limit);
    }
}
