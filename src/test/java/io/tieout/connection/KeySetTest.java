package io.tieout.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.testing.KeySetResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetTest {

    @TempDir
    Path folder;

    @Test
    void file_missingUnsetOrBroken_isRefusedNamingTheProperty() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"key\": \"plantedMaterial\"}");

        assertThatThrownBy(() -> new KeySet(Optional.empty())).hasMessageContaining("tieout.keyset (TIEOUT_KEYSET)");
        assertThatThrownBy(() -> new KeySet(Optional.of(" "))).hasMessageContaining("keys create");
        assertThatThrownBy(() -> new KeySet(Optional.of(folder.resolve("none").toString())))
                .hasMessageContaining("can't be read");
        assertThatThrownBy(() -> new KeySet(Optional.of(broken.toString())))
                .hasMessageContaining("holds no key set")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("plantedMaterial"));
    }

    @Test
    void sealed_text_opensForItsOwnerOnly() {
        KeySet keys = keys();
        byte[] sealed = keys.seal("connection 1", "a secret");

        assertThat(keys.open("connection 1", sealed)).contains("a secret");
        assertThat(keys.open("connection 2", sealed)).isEmpty();
        assertThat(keys().open("connection 1", sealed)).isEmpty();
    }

    @Test
    void derived_keys_areTheSameForOnePurposeAndDifferForOthers() {
        KeySet keys = keys();

        assertThat(keys.derive("session")).isEqualTo(keys.derive("session")).isNotEqualTo(keys.derive("other"));
        assertThat(keys.derive("session")).isNotEqualTo(keys().derive("session"));
    }

    @Test
    void file_changedAndBroken_isTakenOrLeft() throws Exception {
        Path file = Path.of(new KeySetResource().start().get("tieout.keyset"));
        KeySet keys = new KeySet(Optional.of(file.toString()));
        long before = keys.ring().primary();
        assertThat(keys.refresh()).isFalse();

        Files.writeString(file, "broken");
        assertThatThrownBy(keys::refresh).hasMessageContaining("holds no key set");
        assertThat(keys.ring().primary()).isEqualTo(before);

        Path other = Path.of(new KeySetResource().start().get("tieout.keyset"));
        byte[] sealed = new KeySet(Optional.of(other.toString())).seal("connection 1", "by another process");
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(keys.open("connection 1", sealed)).as("read again at once").contains("by another process");
        assertThat(keys.ring().primary()).isNotEqualTo(before);
    }

    @Test
    void file_changed_isSealedWithAtOnce() throws Exception {
        Path file = Path.of(new KeySetResource().start().get("tieout.keyset"));
        KeySet keys = new KeySet(Optional.of(file.toString()));
        Path other = Path.of(new KeySetResource().start().get("tieout.keyset"));
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        long fresh = new KeySet(Optional.of(other.toString())).ring().primary();

        assertThat(KeyRing.keyOf(keys.seal("connection 1", "a secret"))).hasValue(fresh);
        Files.writeString(file, "broken");
        assertThat(KeyRing.keyOf(keys.seal("connection 1", "a secret"))).hasValue(fresh);
    }

    /** Whoever of them reads the file first, the others open with what it took. */
    @RepeatedTest(10)
    void file_changed_opensForAllThatAskAtOnce() throws Exception {
        Path file = Path.of(new KeySetResource().start().get("tieout.keyset"));
        KeySet keys = new KeySet(Optional.of(file.toString()));
        Path other = Path.of(new KeySetResource().start().get("tieout.keyset"));
        byte[] sealed = new KeySet(Optional.of(other.toString())).seal("connection 1", "a secret");
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        CyclicBarrier together = new CyclicBarrier(8);

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<String>>> opened = threads.invokeAll(Collections.nCopies(8, () -> {
                together.await();
                return keys.open("connection 1", sealed);
            }));
            for (Future<Optional<String>> one : opened) {
                assertThat(one.get()).contains("a secret");
            }
        } finally {
            threads.shutdown();
        }
    }

    private static KeySet keys() {
        return new KeySet(Optional.of(new KeySetResource().start().get("tieout.keyset")));
    }
}
