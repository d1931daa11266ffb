package io.tieout.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of route files as it was read at one moment.
 *
 * @param contents the exact bytes of each file by its name
 */
public record RouteFiles(SortedMap<String, byte[]> contents) {
    /** How the name of a route file ends; files with another ending are not part of a set. */
    public static final String ENDING = ".camel.yaml";

    public RouteFiles {
        contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /** SHA-256 over names and contents, lower-case hex. */
    public String hash() {
        MessageDigest digest = sha256();
        contents.forEach((name, bytes) -> {
            // The length keeps names and contents apart: no two sets read the same.
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What differs from an earlier set, a line for each file: added, changed or removed, and its name. */
    public List<String> changesSince(RouteFiles before) {
        List<String> changes = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            byte[] old = before.contents.get(file.getKey());
            if (old == null) {
                changes.add("added " + file.getKey());
            } else if (!Arrays.equals(old, file.getValue())) {
                changes.add("changed " + file.getKey());
            }
        }
        before.contents.keySet().stream()
                .filter(name -> !contents.containsKey(name))
                .forEach(name -> changes.add("removed " + name));
        return changes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
