package io.tieout.launch;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command lines that run PostgreSQL. It refuses to run as root; there it gets a user namespace of its own, in
 * which it isn't root ({@code unshare -U}, Linux).
 */
final class PostgresCommands {

    /**
     * Runs PostgreSQL until it ends or this program is gone, however that went. The program holds the other end of
     * standard input: the kernel closes it even after kill -9, {@code cat} then sees the end, and PostgreSQL gets its
     * fast shutdown. When PostgreSQL ends first, so does the guard, with the same status.
     */
    private static final String GUARD = "trap '' INT HUP TERM; exec 3<&0; \"$@\" </dev/null 3<&- & server=$!; "
            + "{ cat <&3 >/dev/null; kill -INT $server; } & watcher=$!; "
            + "wait $server; status=$?; kill -9 $watcher 2>/dev/null; exit $status";

    private static final int ROOT = 0;
    private static final int TRIAL_SECONDS = 20;

    private final Path binaries;
    private final List<String> asOrdinaryUser;

    private PostgresCommands(Path binaries, List<String> asOrdinaryUser) {
        this.binaries = binaries;
        this.asOrdinaryUser = asOrdinaryUser;
    }

    /**
     * Finds out how PostgreSQL can run here.
     *
     * @throws LaunchRefused as root, where user namespaces are refused
     */
    static PostgresCommands in(Path binaries) {
        if (new UnixSystem().getUid() != ROOT) {
            return new PostgresCommands(binaries, List.of());
        }
        List<String> unshare = List.of("unshare", "-U");
        if (!succeeds(append(unshare, List.of("true")))) {
            throw LaunchRefused.because("PostgreSQL doesn't run as root, and this machine refuses it a user namespace "
                    + "(unshare -U). Run as an ordinary user, or use a PostgreSQL of your own with the command serve");
        }
        return new PostgresCommands(binaries, unshare);
    }

    /** Makes the data folder {@code data} with the superuser's password from a file. */
    List<String> initialise(Path data, String user, Path passwordFile) {
        return append(
                asOrdinaryUser,
                List.of(
                        binaries.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + user,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile,
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"));
    }

    /** Serves the data folder on 127.0.0.1 only, without a socket file, durable whatever its configuration says. */
    List<String> serve(Path data, int port) {
        List<String> server =
                new ArrayList<>(List.of(binaries.resolve("postgres").toString(), "-D", data.toString()));
        server.addAll(List.of("-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on")) {
            server.addAll(List.of("-c", setting));
        }
        return append(guard(), append(asOrdinaryUser, server));
    }

    private static List<String> guard() {
        // A session of its own keeps Ctrl-C, and a kill of the program's whole process group, from PostgreSQL.
        if (onPath("setsid")) {
            return List.of("setsid", "sh", "-c", GUARD, "postgres-guard");
        }
        // macOS has no setsid; there job control gives at least the server a process group of its own.
        return List.of("sh", "-c", "set -m; " + GUARD, "postgres-guard");
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return process.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> append(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
