package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Finding.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
    private static final List<String> SECRETS = List.of("sk_test_secret", "whsec_of_the_door");

    @TempDir
    Path folder;

    @Test
    void secretInALog_isFound_andNotToldAgain() throws IOException {
        Files.writeString(folder.resolve("serve.log"), "a good line\nbearer sk_test_secret\n");
        // As when a process was killed while it wrote.
        Files.write(folder.resolve("other.log"), new byte[] {(byte) 0xc3, 'x', '\n'});

        List<Finding> findings = Logs.secrets(folder, SECRETS);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.promise()).isEqualTo(Promise.NO_SECRETS);
            assertThat(finding.text()).contains("serve.log:2").doesNotContain("sk_test_secret");
        });
    }

    @Test
    void logsWithoutSecrets_nothingIsFound() throws IOException {
        Files.writeString(folder.resolve("serve.log"), "sk_test and whsec are prefixes only\n");

        assertThat(Logs.secrets(folder, SECRETS)).isEmpty();
    }

    @Test
    void causeOfAnEnd_isTheLastLineThatSaysWhatWentWrong_ofThisProcess() throws IOException {
        Path log = folder.resolve("serve.log");
        Files.writeString(log, "The port is taken\n");
        long before = Files.size(log);

        assertThat(Logs.cause(log, before)).isEqualTo("it says nothing");

        Files.writeString(log, """
                The port is taken
                {"sequence":1,"level":"ERROR","message":"Failed to start \\"it\\"","mdc":{}}
                \tat java.lang.Thread
                {"sequence":2,"level":"INFO","message":"stopped","mdc":{}}
                """);
        assertThat(Logs.cause(log, before)).isEqualTo("Failed to start \\\"it\\\"");

        Files.writeString(log, """
                The port is taken
                {"level":"ERROR","message":"It cannot run","exception":{"exceptionType":"A","message":"outer",
                "causedBy":{"exceptionType":"B","message":"no room"}}}
                """.replace(",\n\"causedBy", ",\"causedBy"));
        assertThat(Logs.cause(log, before)).isEqualTo("It cannot run (B: no room)");

        Files.writeString(log, "The port is taken\nThe database can't be reached: it is shutting down\n  Line: 294\n");
        assertThat(Logs.cause(log, before)).isEqualTo("The database can't be reached: it is shutting down");
    }
}
