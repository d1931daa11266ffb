package io.tieout.crash;

import io.tieout.crash.Finding.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for secrets in what the parts wrote. */
final class Logs {
    private Logs() {}

    /** One finding for each secret and file that has it; the secret itself isn't told. */
    static List<Finding> secrets(Path folder, List<String> secrets) {
        List<Finding> findings = new ArrayList<>();
        for (Path file : files(folder)) {
            // Bytes as they are: a log that isn't good UTF-8 is read too.
            String text = text(file);
            for (String secret : secrets) {
                int at = text.indexOf(secret);
                if (at >= 0) {
                    long line = text.substring(0, at).lines().count();
                    findings.add(new Finding(
                            Promise.NO_SECRETS,
                            file + ":" + line + " has the secret that begins with " + secret.substring(0, 3)));
                }
            }
        }
        return findings;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
