package io.tieout.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** What can be seen in the text of one source file: sizes, leftovers, sleeps, mutable statics, missing Javadoc. */
final class SourceRules {
    static final int FILE_LINES_MAX = 400;
    static final int FILE_LINES_REPORT = 350;
    static final int METHOD_LINES_MAX = 50;

    private static final Pattern CHANGING = Pattern.compile(
            "(Concurrent|Linked|Enum|Weak|Identity|Tree|Copy|Array|Hash|Atomic|Thread|String)[A-Za-z]*"
                    + "(Map|Set|List|Deque|Queue|Builder|Buffer|Long|Integer|Boolean|Reference|Local)|LongAdder|Random");

    private SourceRules() {}

    /** All findings in one file, each with its place; empty when the file is as it should be. */
    static List<String> check(SourceFile file) {
        List<String> findings = new ArrayList<>();
        if (file.lines() > FILE_LINES_MAX) {
            findings.add(file.at(1) + " has " + file.lines() + " lines, at most " + FILE_LINES_MAX);
        }
        for (Comments.Comment comment : Comments.of(file.text())) {
            if (comment.hasMark()) {
                findings.add(file.at(comment.line()) + " leaves work in a comment");
            }
            if (comment.isCode()) {
                findings.add(file.at(comment.line()) + " holds code in a comment");
            }
        }
        new Walk(file, findings).scan(file.tree(), null);
        return findings;
    }

    private static final class Walk extends TreePathScanner<Void, Void> {
        private final SourceFile file;
        private final List<String> findings;

        Walk(SourceFile file, List<String> findings) {
            this.file = file;
            this.findings = findings;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            long lines = method.getBody() == null ? 0 : file.linesOf(method);
            if (lines > METHOD_LINES_MAX) {
                add(method, "method " + method.getName() + " has " + lines + " lines, at most " + METHOD_LINES_MAX);
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            if (call.getMethodSelect() instanceof MemberSelectTree select
                    && select.getIdentifier().contentEquals("sleep")
                    && select.getExpression().toString().matches("(java\\.lang\\.)?Thread|(TimeUnit\\.)?[A-Z]+S")) {
                add(call, "sleeps");
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            boolean top = getCurrentPath().getParentPath().getLeaf() == file.tree();
            boolean open = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (top && open && !file.isDocumented(getCurrentPath())) {
                add(type, "public type " + type.getSimpleName() + " has no Javadoc");
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            Set<Modifier> flags = variable.getModifiers().getFlags();
            if (isField() && flags.contains(Modifier.STATIC)) {
                if (!flags.contains(Modifier.FINAL)) {
                    add(variable, "static field " + variable.getName() + " is not final");
                } else if (changes(variable.getInitializer())) {
                    add(variable, "static field " + variable.getName() + " can change");
                }
                boolean array = variable.getInitializer() instanceof NewArrayTree;
                if (array && !flags.contains(Modifier.PRIVATE)) {
                    add(variable, "static array " + variable.getName() + " is not private");
                }
            }
            return super.visitVariable(variable, null);
        }

        private boolean isField() {
            TreePath parent = getCurrentPath().getParentPath();
            return parent != null && parent.getLeaf() instanceof ClassTree;
        }

        private static boolean changes(Tree value) {
            return value instanceof NewClassTree made
                    && made.getClassBody() == null
                    && CHANGING.matcher(made.getIdentifier().toString().replaceAll("<.*|.*\\.", ""))
                            .matches();
        }

        private void add(Tree where, String finding) {
            findings.add(file.at(file.firstLine(where)) + " " + finding);
        }
    }
}
