package io.tieout.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where a command speaks to the person who typed it: answers to {@code out}, refusals to {@code err}. */
public record Terminal(PrintStream out, PrintStream err) {

    /** The streams of this process; they bypass the log, so that a line for a person is never a line of JSON. */
    public static Terminal ofProcess() {
        return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
