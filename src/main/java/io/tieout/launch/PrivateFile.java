package io.tieout.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file with a secret: made new with mode 0600, on disk before it is used. It needs a file system with POSIX
 * permissions; Windows isn't covered.
 */
final class PrivateFile {

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
