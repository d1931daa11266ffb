package io.tieout.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps a folder to one program at a time. The kernel lets go of it when the program ends, however it ends. */
final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, and waits this long for a program that is just ending.
     *
     * @throws LaunchRefused when another program, or this one, still has it then
     */
    static FolderLock take(Path folder, Duration patience) {
        FileChannel channel = open(folder.resolve("lock"));
        CompletableFuture<Void> taken = CompletableFuture.runAsync(() -> lock(channel));
        try {
            taken.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new FolderLock(channel);
        } catch (ExecutionException | TimeoutException e) {
            closeQuietly(channel);
            throw LaunchRefused.because(
                    "Another program uses " + folder + ". Stop it, or set another folder with TIEOUT_HOME", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closeQuietly(channel);
            throw new IllegalStateException("interrupted while waiting for " + folder, e);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw LaunchRefused.because(file + " can't be written: " + e, e);
        }
    }

    private static void lock(FileChannel channel) {
        try {
            // The lock lives as long as its channel.
            channel.lock();
        } catch (IOException | OverlappingFileLockException e) {
            throw new IllegalStateException("the lock can't be had", e);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
