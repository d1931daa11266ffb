package io.tieout.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file with a secret: made new with mode 0600, on disk before it is used. It needs a file system with POSIX
 * permissions; Windows isn't covered.
 */
final class PrivateFile {

    private static final Set<PosixFilePermission> KEPT = Set.of(PosixFilePermission.GROUP_READ);

    private PrivateFile() {}

    /**
     * Writes a file that doesn't exist yet.
     *
     * @throws LaunchRefused when it exists already or can't be written
     */
    static void create(Path file, String text) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw LaunchRefused.because(file + " is a folder, not a file");
        }
        try {
            Files.createDirectories(folder);
            write(target, StandardCharsets.UTF_8.encode(text));
            flushFolder(folder);
        } catch (FileAlreadyExistsException e) {
            throw LaunchRefused.because(file + " exists already and isn't overwritten", e);
        } catch (UnsupportedOperationException e) {
            throw LaunchRefused.because(file + ": this file system has no POSIX permissions, which secrets need", e);
        } catch (IOException e) {
            throw LaunchRefused.because(file + " can't be written: " + e, e);
        }
    }

    /**
     * Writes a file anew, all of it or nothing: readers find the old text or the new one. Owner and group stay, and of
     * the permissions only the owner's and a reading group's. A link keeps leading to the file that it names.
     *
     * @throws LaunchRefused when it can't be written
     */
    static void replace(Path file, String text) {
        try {
            Path target = file.toRealPath();
            Path fresh = target.resolveSibling(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
            try {
                write(fresh, StandardCharsets.UTF_8.encode(text));
                keepAccess(target, fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            flushFolder(Optional.ofNullable(target.getParent()).orElseThrow());
        } catch (UnsupportedOperationException | IOException e) {
            throw LaunchRefused.because(
                    file + " can't be replaced, it stays as it is: " + e + " (a mounted secret is changed elsewhere, "
                            + "see the operations guide)",
                    e);
        }
    }

    private static void keepAccess(Path from, Path to) throws IOException {
        PosixFileAttributes before = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        if (!now.owner().equals(before.owner())) {
            view.setOwner(before.owner());
        }
        if (!now.group().equals(before.group())) {
            view.setGroup(before.group());
        }
        Set<PosixFilePermission> kept = EnumSet.copyOf(KEPT);
        kept.retainAll(before.permissions());
        kept.addAll(now.permissions());
        view.setPermissions(kept);
    }

    private static void write(Path target, ByteBuffer bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(target, options, mode)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void flushFolder(Path folder) throws IOException {
        // A new name is durable only when its folder is: the key set must not vanish after credentials were sealed.
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
