package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What tells two sets of route files apart. */
class RouteFilesHashTest {

    @Test
    void sameContents_haveTheSameHash_andAnyOtherAnotherOne() {
        RouteFiles one = files(Map.of("a", "1", "b", "2"));

        assertThat(one.hash())
                .matches("[0-9a-f]{64}")
                .isEqualTo(files(Map.of("b", "2", "a", "1")).hash());
        assertThat(files(Map.of("a", "1", "b", "3")).hash()).isNotEqualTo(one.hash());
        assertThat(files(Map.of("a", "1", "c", "2")).hash()).isNotEqualTo(one.hash());
        assertThat(files(Map.of("a", "1b\n1\n2")).hash()).isNotEqualTo(one.hash());
        assertThat(files(Map.of()).hash()).isNotEqualTo(one.hash());
    }

    @Test
    void changes_nameEachFileThatIsAddedChangedOrRemoved() {
        RouteFiles before = files(Map.of("a", "1", "b", "2", "c", "3"));
        RouteFiles after = files(Map.of("a", "1", "b", "3", "d", "4"));

        assertThat(after.changesSince(before)).containsExactly("changed b", "added d", "removed c");
        assertThat(after.changesSince(after)).isEmpty();
    }

    private static RouteFiles files(Map<String, String> texts) {
        TreeMap<String, byte[]> contents = new TreeMap<>();
        texts.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return new RouteFiles(contents);
    }
}
