package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import io.tieout.connection.KeyRing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code keys}, and what the launcher makes of wrong arguments. */
class KeysCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temp;

    @Test
    void created_key_set_is_for_the_owner_alone_and_seals() throws Exception {
        assertThat(run("keys", "create", file().toString())).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Aead aead = TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file()), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        byte[] sealed = aead.encrypt("word".getBytes(StandardCharsets.UTF_8), new byte[] {7});
        assertThat(aead.decrypt(sealed, new byte[] {7})).isEqualTo("word".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void existing_file_is_never_overwritten() throws Exception {
        Files.writeString(file(), "precious");
        assertThat(run("keys", "create", file().toString())).isEqualTo(1);
        assertThat(Files.readString(file())).isEqualTo("precious");
        assertThat(text(err)).contains("exists already");
    }

    @Test
    void shown_key_set_has_ids_and_states_and_no_key_material() throws Exception {
        run("keys", "create", file().toString());
        out.reset();
        assertThat(run("keys", "show", file().toString())).isZero();
        assertThat(text(out)).matches("key \\d+ ENABLED primary\\R");
        String material = Files.readString(file()).replaceAll("(?s).*\"value\":\"([^\"]+)\".*", "$1");
        assertThat(material).hasSizeGreaterThan(20).doesNotContain("{");
        assertThat(text(out)).doesNotContain(material);
    }

    @Test
    void missing_file_is_refused_with_exit_code_1() {
        assertThat(run("keys", "show", file().toString())).isEqualTo(1);
        assertThat(text(err)).contains("is missing");
    }

    @Test
    void added_key_opens_and_does_not_seal_and_the_file_stays_private() throws Exception {
        run("keys", "create", file().toString());
        byte[] sealed = new KeySetFile(file()).ring().seal("owner", "word");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(temp.resolve("link.json"), file());
        out.reset();

        assertThat(run("keys", "rotate", "add", link.toString())).isZero();

        assertThat(text(out)).contains("Added key", "keys rotate promote");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
        assertThat(temp).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
        assertThat(new KeySetFile(file()).describe())
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).matches("key \\d+ ENABLED primary"))
                .satisfies(lines -> assertThat(lines.get(1)).matches("key \\d+ ENABLED"));
        KeyRing ring = new KeySetFile(file()).ring();
        assertThat(ring.open("owner", sealed)).contains("word");
        assertThat(KeyRing.keyOf(ring.seal("owner", "word"))).hasValue(ring.primary());
    }

    @Test
    void steps_that_need_the_processes_name_the_settings_that_are_missing() {
        run("keys", "create", file().toString());
        run("keys", "rotate", "add", file().toString());
        assertThat(run("keys", "rotate", "promote", file().toString())).isEqualTo(1);
        assertThat(text(err)).contains("TIEOUT_DB_URL");
        assertThat(run("keys", "rotate", "backwards", file().toString())).isEqualTo(2);
    }

    @Test
    void wrong_use_of_keys_is_answered_with_its_usage_and_2() {
        assertThat(run("keys")).isEqualTo(2);
        assertThat(run("keys", "burn", file().toString())).isEqualTo(2);
        assertThat(run("keys", "rotate", "add", file().toString(), "--no-process"))
                .isEqualTo(2);
        assertThat(run("keys", "rotate", "promote", file().toString(), "--nobody"))
                .isEqualTo(2);
        assertThat(text(err)).contains("keys create <file>", "promote|retire <file> [--no-process]");
    }

    @Test
    void unknown_command_is_answered_with_all_commands_and_2() {
        assertThat(run("dance")).isEqualTo(2);
        assertThat(text(err)).contains("'dance'", "serve", "trial", "sandbox", "keys");
    }

    @Test
    void no_command_at_all_is_serve() {
        assertThat(Command.of(List.of())).isEqualTo(Command.SERVE);
    }

    private Path file() {
        return temp.resolve("keys.json");
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true));
        Program program = () -> {
            throw new AssertionError("the application must not start");
        };
        return new Launcher(terminal, Clock.systemUTC(), program).run(List.of(arguments));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
