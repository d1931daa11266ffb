package io.tieout.connector.stripe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from a page of events; each keeps its bytes, which are read only once. */
class EventListTest {
    private static final String FIRST =
            "{ \"id\":\"evt_2\",\"object\":\"event\",\"type\":\"a.b\",\"created\":2, \"data\":{\"name\":\"J\u00f6rg }\"} }";
    private static final String SECOND = "{\"created\":1,\"type\":\"a.b\",\"object\":\"event\",\"id\":\"evt_1\"}";

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff", " \n", "\ufeff  "})
    void events_keepTheirExactBytes_whateverStandsBefore(String before) {
        String page = before + "{\"object\":\"list\",\"data\": [ " + FIRST + " ,\n" + SECOND + "],\"has_more\":true}";

        EventList list = EventList.parse(page.getBytes(StandardCharsets.UTF_8));

        assertThat(list.hasMore()).isTrue();
        assertThat(list.events()).extracting(Notification::id).containsExactly("evt_2", "evt_1");
        assertThat(list.events())
                .extracting(event -> new String(event.payload(), StandardCharsets.UTF_8))
                .containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "{}",
                "{\"id\":\"evt_1\",\"object\":\"charge\",\"type\":\"a.b\",\"created\":1}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"a.b\",\"created\":\"1\"}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"a.b\",\"created\":1,\"data\":{]}"
            })
    void page_withSomethingElseThanEvents_isReadAgainLater(String other) {
        assertThatExceptionOfType(RetryLater.class).isThrownBy(() -> EventList.parse(page(other, "UTF-8")));
    }

    @Test
    void page_inAnotherEncoding_isReadAgainLater() {
        for (String encoding : List.of("UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1")) {
            assertThatExceptionOfType(RetryLater.class)
                    .as(encoding)
                    .isThrownBy(() -> EventList.parse(page(FIRST, encoding)));
        }
    }

    private static byte[] page(String event, String encoding) {
        String page = "{\"object\":\"list\",\"data\":[" + SECOND + "," + event + "],\"has_more\":false}";
        return page.getBytes(Charset.forName(encoding));
    }
}
