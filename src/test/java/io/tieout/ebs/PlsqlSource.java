package io.tieout.ebs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.sourceforge.pmd.lang.LanguageProcessorRegistry;
import net.sourceforge.pmd.lang.ast.Parser.ParserTask;
import net.sourceforge.pmd.lang.ast.RootNode;
import net.sourceforge.pmd.lang.ast.SemanticErrorReporter;
import net.sourceforge.pmd.lang.document.FileId;
import net.sourceforge.pmd.lang.document.TextDocument;
import net.sourceforge.pmd.lang.plsql.PLSQLLanguageModule;
import net.sourceforge.pmd.lang.plsql.ast.ASTDatatype;
import net.sourceforge.pmd.lang.plsql.ast.ASTFormalParameter;
import net.sourceforge.pmd.lang.plsql.ast.ASTMethodDeclarator;
import net.sourceforge.pmd.lang.plsql.ast.ASTProgramUnit;

/** One file of {@code src/ebs}, read and parsed by PMD's grammar of PL/SQL and SQL*Plus. */
record PlsqlSource(Path file, String text, RootNode root) {

    private static final Path FOLDER = Path.of("src", "ebs");

    /** A procedure's parameter; names and types in upper case. */
    record Parameter(String name, String type, boolean out) {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    static PlsqlSource named(String name) throws IOException {
        return parse(FOLDER.resolve(name));
    }

    /** @throws net.sourceforge.pmd.lang.ast.FileAnalysisException where the text is not PL/SQL */
    static PlsqlSource parse(Path file) throws IOException {
        return parse(file, Files.readString(file));
    }

    static PlsqlSource parse(Path file, String text) throws IOException {
        var language = PLSQLLanguageModule.getInstance();
        var processor = language.createProcessor(language.newPropertyBundle());
        var registry = LanguageProcessorRegistry.singleton(processor);
        var id = FileId.fromPathLikeString(file.toString());
        try (TextDocument document = TextDocument.readOnlyString(text, id, language.getDefaultVersion())) {
            var task = new ParserTask(document, SemanticErrorReporter.noop(), registry);
            return new PlsqlSource(file, text, processor.services().getParser().parse(task));
        }
    }

    /** The package's procedures with their parameters in order; those inside other procedures are left out. */
    Map<String, List<Parameter>> procedures() {
        Map<String, List<Parameter>> procedures = new LinkedHashMap<>();
        root.descendants(ASTProgramUnit.class)
                .filter(unit -> unit.ancestors(ASTProgramUnit.class).isEmpty())
                .forEach(unit -> procedures.put(nameOf(unit), parametersOf(unit)));
        return procedures;
    }

    private static String nameOf(ASTProgramUnit unit) {
        return upper(unit.descendants(ASTMethodDeclarator.class).firstOrThrow().getImage());
    }

    private static List<Parameter> parametersOf(ASTProgramUnit unit) {
        return unit.descendants(ASTMethodDeclarator.class)
                .firstOrThrow()
                .descendants(ASTFormalParameter.class)
                .toList(PlsqlSource::parameterOf);
    }

    private static Parameter parameterOf(ASTFormalParameter formal) {
        String type = formal.children(ASTDatatype.class).firstOrThrow().getTypeImage();
        return new Parameter(upper(formal.getImage()), upper(type), formal.isOut());
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
