package io.tieout.crash;

import io.tieout.crash.Finding.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads what the parts wrote: whether it has secrets, and why a process ended. */
final class Logs {
    private static final int TAIL = 200_000;
    private static final int LONGEST = 300;
    /** What went wrong by the program's own words: its log is JSON, a line for each message. */
    private static final Pattern WRONG =
            Pattern.compile("\"level\":\"(?:ERROR|FATAL)\",\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern EXCEPTION =
            Pattern.compile("\"exceptionType\":\"([^\"]*)\",\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Logs() {}

    /** The last line that says what went wrong, of those after so many bytes; says so where there is none. */
    static String cause(Path log, long before) {
        try (FileChannel file = FileChannel.open(log)) {
            long from = Math.max(before, file.size() - TAIL);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, file.size() - from));
            file.read(bytes, from);
            List<String> lines = new String(bytes.array(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return IntStream.iterate(lines.size() - 1, place -> place >= 0, place -> place - 1)
                    .mapToObj(lines::get)
                    .flatMap(line -> wrong(line).stream())
                    .findFirst()
                    .orElse("it says nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A refused start stands there in plain words; what is indented goes on with the line above. */
    private static Optional<String> wrong(String line) {
        if (line.isBlank() || Character.isWhitespace(line.charAt(0))) {
            return Optional.empty();
        }
        Optional<String> words = line.startsWith("{")
                ? Optional.of(WRONG.matcher(line)).filter(Matcher::find).map(found -> found.group(1) + innermost(line))
                : Optional.of(line);
        return words.map(text -> text.substring(0, Math.min(text.length(), LONGEST)));
    }

    /** The exception that began it stands last. */
    private static String innermost(String line) {
        return EXCEPTION
                .matcher(line)
                .results()
                .reduce((first, second) -> second)
                .map(found -> " (" + found.group(1) + ": " + found.group(2) + ")")
                .orElse("");
    }

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
