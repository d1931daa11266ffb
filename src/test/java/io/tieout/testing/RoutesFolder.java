package io.tieout.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A mounted folder of route files in the hands of an operator: plain files, or links as Kubernetes makes them. */
public final class RoutesFolder {
    private static final Path PACKAGED = Path.of("routes");

    private final Path folder;

    private RoutesFolder(Path folder) {
        this.folder = folder;
    }

    public static RoutesFolder at(Path folder) {
        return new RoutesFolder(folder);
    }

    /** Puts the packaged files back, and nothing else. */
    public void restore() {
        copy(PACKAGED, folder);
        for (Path file : list(folder)) {
            if (!Files.isRegularFile(PACKAGED.resolve(file.getFileName())) || Files.isSymbolicLink(file)) {
                delete(file);
            }
        }
        copy(PACKAGED, folder);
    }

    /** Writes a file as an editor does: whole, in one move. */
    public void write(String name, String text) {
        try {
            Path draft = folder.resolve(".draft");
            Files.writeString(draft, text);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(String name) {
        delete(folder.resolve(name));
    }

    public String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text in a file; it must be there. */
    public void edit(String name, String old, String now) {
        String before = text(name);
        if (!before.contains(old)) {
            throw new IllegalArgumentException(name + " has no " + old);
        }
        write(name, before.replace(old, now));
    }

    /** The same files, as a mounted ConfigMap has them: links to links into a hidden folder of this version. */
    public void likeAConfigMap(String version) {
        try {
            Path hidden = Files.createDirectories(folder.resolve(".." + version));
            copy(PACKAGED, hidden);
            Files.createSymbolicLink(folder.resolve("..data"), hidden.getFileName());
            for (Path file : list(PACKAGED)) {
                Path link = folder.resolve(file.getFileName());
                Path draft = folder.resolve(".link");
                Files.createSymbolicLink(draft, Path.of("..data").resolve(file.getFileName()));
                Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new version of the ConfigMap: a new hidden folder with an edited file, and one link exchanged. */
    public void exchange(String version, String name, String old, String now) {
        try {
            Path hidden = Files.createDirectories(folder.resolve(".." + version));
            copy(PACKAGED, hidden);
            Path file = hidden.resolve(name);
            Files.writeString(file, Files.readString(file).replace(old, now));
            Path draft = folder.resolve("..data_tmp");
            Files.createSymbolicLink(draft, hidden.getFileName());
            Files.move(draft, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        for (Path file : list(from)) {
            Path target = to.resolve(file.getFileName());
            try {
                if (Files.isSymbolicLink(target)) {
                    Files.delete(target);
                }
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
                try (Stream<Path> inside = Files.walk(path)) {
                    for (Path one : inside.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(one);
                    }
                }
                return;
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
