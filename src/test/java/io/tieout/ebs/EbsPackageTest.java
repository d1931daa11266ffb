package io.tieout.ebs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.ebs.PlsqlSource.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sourceforge.pmd.lang.ast.FileAnalysisException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The scripts of {@code src/ebs} parse, and the public package is the one of {@code src/docs/ebs-package.md}. */
class EbsPackageTest {

    private static final List<String> COMMON_OUTS = List.of("X_RETURN_STATUS", "X_MSG_CODE", "X_MSG_DATA", "X_DB_TIME");
    private static final Pattern CALL_ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)/\\*#\\n((?:(?!\\*/).)*)\\*/\\s*procedure (\\w+)\\(", Pattern.CASE_INSENSITIVE);
    private static final Pattern DYNAMIC_SQL = Pattern.compile(
            "(?is)execute\\s+immediate|dbms_sql|dbms_sys_sql|dbms_assert|open\\s+\\w+\\s+for\\s+(?!select)");

    /** IN and OUT parameters of one call, in order. */
    private record Call(List<String> ins, List<String> outs) {}

    @TestFactory
    Stream<DynamicTest> everyFile_parsedAsPlsql_hasNoError() throws IOException {
        List<Path> files = PlsqlSource.files();
        assertThat(files).hasSizeGreaterThanOrEqualTo(5);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(PlsqlSource.parse(file).root().getNumChildren())
                                .isPositive()));
    }

    @Test
    void parser_givenBrokenText_reportsIt() {
        assertThatThrownBy(() -> PlsqlSource.parse(Path.of("broken.pls"), "create package body x as begin y := ; end;"))
                .isInstanceOf(FileAnalysisException.class);
    }

    @Test
    void spec_comparedWithThePage_hasEveryCallWithItsParametersInOrder() throws IOException {
        Map<String, List<Parameter>> spec =
                PlsqlSource.named("xx_tieout_pub.pls").procedures();
        Map<String, Call> page = callsOfThePage();
        assertThat(page).hasSize(18);
        assertThat(spec.keySet()).containsExactlyElementsOf(page.keySet());
        page.forEach((name, call) -> {
            assertThat(names(spec.get(name), false)).as("%s IN", name).isEqualTo(call.ins());
            assertThat(names(spec.get(name), true)).as("%s OUT", name).isEqualTo(withCommon(call.outs()));
            assertThat(names(spec.get(name)))
                    .as("%s: IN before OUT", name)
                    .isEqualTo(concat(call.ins(), withCommon(call.outs())));
        });
    }

    @Test
    void spec_everyParameter_isTextAndEveryJsonIsClob() throws IOException {
        PlsqlSource.named("xx_tieout_pub.pls")
                .procedures()
                .forEach((name, parameters) -> parameters.forEach(parameter -> assertThat(parameter.type())
                        .as("%s.%s", name, parameter.name())
                        .isEqualTo(parameter.name().endsWith("_JSON") ? "CLOB" : "VARCHAR2")));
    }

    @Test
    void spec_everyProcedure_hasACompleteAnnotation() throws IOException {
        PlsqlSource spec = PlsqlSource.named("xx_tieout_pub.pls");
        Map<String, String> blocks = new LinkedHashMap<>();
        BLOCK.matcher(spec.text()).results().forEach(found -> blocks.put(upper(found.group(2)), found.group(1)));
        assertThat(blocks.keySet()).isEqualTo(spec.procedures().keySet());
        spec.procedures().forEach((name, parameters) -> {
            String block = blocks.get(name);
            assertThat(all("@param (\\w+) +\\S", block)).as(name).isEqualTo(names(parameters));
            assertThat(block.strip()).as("%s begins with a sentence", name).matches("(?s)\\* [A-Z][^@\\n]*\\.\\n.*");
            assertThat(all("@rep:scope (public)\\n", block))
                    .as("%s scope", name)
                    .hasSize(1);
            assertThat(all("@rep:displayname (\\S[^\\n]*)\\n", block))
                    .as("%s name", name)
                    .hasSize(1);
        });
    }

    @Test
    void spec_packageAnnotation_namesProductAndEntity() throws IOException {
        String head = PlsqlSource.named("xx_tieout_pub.pls").text().split("procedure ", 2)[0];
        assertThat(head)
                .contains("@rep:scope public", "@rep:product GL", "@rep:displayname ")
                .contains("@rep:category BUSINESS_ENTITY GL_JOURNAL");
    }

    @Test
    void body_comparedWithSpec_implementsEveryProcedureAlike() throws IOException {
        Map<String, List<Parameter>> spec =
                PlsqlSource.named("xx_tieout_pub.pls").procedures();
        Map<String, List<Parameter>> body =
                PlsqlSource.named("xx_tieout_pub_b.pls").procedures();
        assertThat(body).isEqualTo(spec);
    }

    @Test
    void writeCalls_inTheBody_commitBeforeSuccessAndRollBackOtherwise() throws IOException {
        String body = PlsqlSource.named("xx_tieout_pub_b.pls").text();
        for (String call :
                List.of("load_journals", "close_references", "submit_import", "regroup", "amend_lines", "fence")) {
            assertThat(body)
                    .containsPattern("(?s)procedure " + call + "\\((?:(?!\\n  end ).)*\\n    commit;\\n"
                            + "    xx_tieout_json\\.succeed\\((?:(?!\\n  end ).)*when others then\\n      rollback;");
        }
        assertThat(all("(\\n    commit;)", body)).hasSize(6);
    }

    @Test
    void everyFile_searchedForDynamicSql_hasNone() throws IOException {
        for (Path file : PlsqlSource.files()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(DYNAMIC_SQL);
        }
    }

    @Test
    void packagesScript_comparedWithTheFolder_compilesEveryPackageFile() throws IOException {
        List<String> packages = PlsqlSource.files().stream()
                .map(file -> upper(file.getFileName().toString()))
                .filter(name -> name.endsWith(".PLS"))
                .toList();
        String script = PlsqlSource.named("xx_tieout_packages.sql").text();
        assertThat(all("(?m)^@@(\\S+\\.pls)$", script)).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void removeScript_comparedWithTheFolder_dropsEveryPackageAndNoTable() throws IOException {
        List<String> packages = all(
                "(?m)^@@(\\S+)\\.pls$",
                PlsqlSource.named("xx_tieout_packages.sql").text());
        String script = PlsqlSource.named("xx_tieout_remove.sql").text();
        assertThat(all("(?m)^drop package (\\S+);$", script))
                .containsExactlyInAnyOrderElementsOf(
                        packages.stream().filter(name -> !name.endsWith("_B")).toList());
        assertThat(script).doesNotContainPattern("(?i)drop table|truncate|delete from");
    }

    private static Map<String, Call> callsOfThePage() throws IOException {
        Map<String, Call> calls = new LinkedHashMap<>();
        String page = Files.readString(Path.of("src", "docs", "ebs-package.md"));
        CALL_ROW.matcher(page).results().forEach(row -> {
            List<String> ins = all("\\b(P_[A-Z_]+)", row.group(2));
            List<String> outs = all("\\b(X_[A-Z_]+)", row.group(3));
            calls.put(row.group(1), new Call(ins, outs));
        });
        return calls;
    }

    private static List<String> withCommon(List<String> own) {
        return concat(COMMON_OUTS, own);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }

    private static List<String> names(List<Parameter> parameters, boolean out) {
        return names(parameters.stream().filter(each -> each.out() == out).toList());
    }

    /** The first group of every match, in upper case. */
    private static List<String> all(String pattern, String text) {
        Stream<MatchResult> found = Pattern.compile(pattern).matcher(text).results();
        return found.map(each -> upper(each.group(1))).toList();
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
