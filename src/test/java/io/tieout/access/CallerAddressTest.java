package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerAddressTest {
    private final CallerAddress caller =
            new CallerAddress(Optional.of(List.of("10.0.0.0/8", " 192.0.2.7", "fd00::/8")));

    @ParameterizedTest
    @CsvSource({
        // A peer that is not trusted says nothing of others.
        "203.0.113.1, '198.51.100.5', 203.0.113.1",
        "192.0.2.8, '198.51.100.5', 192.0.2.8",
        "11.0.0.1, '198.51.100.5', 11.0.0.1",
        // The nearest proxy's word counts, not what the client wrote to the left of it.
        "10.255.0.1, '198.51.100.5', 198.51.100.5",
        "10.255.0.1, '1.1.1.1, 198.51.100.5', 198.51.100.5",
        "192.0.2.7, '1.1.1.1,198.51.100.5,10.0.0.3', 198.51.100.5",
        "fd12::1, '2001:db8::5', 2001:db8:0:0:0:0:0:5",
        // Without a usable word it is the proxy itself.
        "10.255.0.1, '', 10.255.0.1",
        "10.255.0.1, '198.51.100.5, unknown', 10.255.0.1",
        "10.255.0.1, '10.0.0.9', 10.0.0.9"
    })
    void caller_behindTrustedProxies_isTheLastThatNoneOfThemHas(String peer, String way, String expected) {
        assertThat(caller.from(peer, List.of(way.split(",")))).isEqualTo(expected);
    }

    @Test
    void proxies_none_areTrusted() {
        CallerAddress nobody = new CallerAddress(Optional.empty());

        assertThat(nobody.from("127.0.0.1", List.of("198.51.100.5"))).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "/8", "fd00::/129"})
    void proxy_thatIsNoAddress_isRefusedByThePropertysName(String text) {
        assertThatThrownBy(() -> new CallerAddress(Optional.of(List.of(text))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tieout.http.trusted-proxies");
    }
}
