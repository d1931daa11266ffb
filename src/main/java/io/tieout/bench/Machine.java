package io.tieout.bench;

/**
 * What the numbers were measured on; no name of a host or a person.
 *
 * @param cores processors that Java sees
 * @param memoryMegabytes most memory that this Java takes for its heap
 * @param system operating system and architecture
 * @param jdk version of Java, with its vendor
 * @param postgres version of the database
 * @param fileSystem kind of file system that the database writes to
 * @param commit of the source folder that it was started in, else {@code unknown}
 */
public record Machine(
        int cores, long memoryMegabytes, String system, String jdk, String postgres, String fileSystem, String commit) {

    private static final long MEGABYTE = 1024L * 1024;

    /** What the running Java knows by itself, completed by what only its caller can know. */
    public static Machine ofProcess(String postgres, String fileSystem, String commit) {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                runtime.maxMemory() / MEGABYTE,
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                postgres,
                fileSystem,
                commit);
    }
}
