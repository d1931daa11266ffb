package io.tieout.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** One Java source file with its syntax tree, read by the JDK's own parser; nothing is resolved or compiled. */
record SourceFile(Path path, String text, CompilationUnitTree tree, DocTrees docs) {

    /** Parses all Java files below a folder; a folder that does not exist has none. */
    static List<SourceFile> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return parse(files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SourceFile> parse(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            List<String> options = List.of("-proc:none");
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, options, null, sources);
            DocTrees docs = DocTrees.instance(task);
            Stream.Builder<SourceFile> parsed = Stream.builder();
            for (CompilationUnitTree tree : task.parse()) {
                Path path = Path.of(tree.getSourceFile().toUri());
                parsed.add(new SourceFile(path, Files.readString(path), tree, docs));
            }
            return parsed.build().toList();
        }
    }

    /** Lines of the file. */
    long lines() {
        return text.lines().count();
    }

    /** Lines from the first to the last character of a part of the file, both counted. */
    long linesOf(Tree part) {
        return lineOf(docs.getSourcePositions().getEndPosition(tree, part)) - firstLine(part) + 1;
    }

    /** The line, from 1, on which a part begins. */
    long firstLine(Tree part) {
        return lineOf(docs.getSourcePositions().getStartPosition(tree, part));
    }

    private long lineOf(long position) {
        return tree.getLineMap().getLineNumber(position);
    }

    /** Whether the part at the path carries a Javadoc comment. */
    boolean isDocumented(TreePath part) {
        return docs.getDocComment(part) != null;
    }

    /** The file's name and a line, as an editor understands it. */
    String at(long line) {
        return path + ":" + line;
    }
}
