package backprop.course;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks through a piece of a cell and keeps the first thing that a graded cell may not hold. */
final class PieceScanner extends TreeScanner<Void, Void> {
    /** Types that tests name without their package. */
    private static final Set<String> NAMED_BY_TESTS =
            Set.of("String", "Object", "Double", "Integer", "Boolean", "Long");

    private final Screening.As as;
    private final Set<String> ofTests;
    private final boolean named;
    private final Set<String> ofCell;
    private final Deque<Set<String>> scopes = new ArrayDeque<>();
    private int depth;
    private String fault = "";

    /**
     * Begins a walk.
     *
     * @param as what is around the piece
     * @param ofTests variables that tests declare: an answer that names one takes what the test knows
     * @param ofCell variables that the cell has declared so far; those of the piece are added
     * @param named whether it is the cell in which a student writes their name
     */
    PieceScanner(Screening.As as, Set<String> ofTests, Set<String> ofCell, boolean named) {
        this.as = as;
        this.ofTests = ofTests;
        this.ofCell = ofCell;
        this.named = named;
    }

    /** Returns the first fault, empty if there is none. */
    String fault(CompilationUnitTree tree) {
        scan(tree, null);
        return fault;
    }

    private void note(String found) {
        if (fault.isEmpty()) {
            fault = found;
        }
    }

    @Override
    public Void visitImport(ImportTree node, Void unused) {
        String name = node.getQualifiedIdentifier().toString();
        String from = name.substring(0, name.lastIndexOf('.'));
        if (name.endsWith(".*") && !node.isStatic()) {
            note(Permitted.packageFault(from));
            return null;
        }
        noteFullName(List.of(name.split("\\.")));
        String last = name.substring(from.length() + 1);
        boolean hides = node.isStatic() && (isFile(last) || last.equals("*") && !from.startsWith("java."));
        note(hides ? "it imports " + name + ", which hides what it calls" : "");
        return null;
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void unused) {
        String name = node.getName().toString();
        noteOwnName(name);
        boolean isNow = depth <= as.depth; // else when a test calls it: then the test's variable is there
        boolean ownHere = isNow && ofCell.contains(name) || scopes.stream().anyMatch(scope -> scope.contains(name));
        note(ofTests.contains(name) && !ownHere ? "it uses " + name + ", which a test declares" : "");
        Permitted.imported(name).ifPresent(type -> note(Permitted.fault(type.getPackageName(), name)));
        return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree node, Void unused) {
        String name = node.toString();
        if (name.matches("[\\w$.]+") && Permitted.ROOTS.contains(name.substring(0, name.indexOf('.')))) {
            noteFullName(List.of(name.split("\\.")));
            return null;
        }
        noteMember(node.getExpression(), node.getIdentifier().toString());
        return super.visitMemberSelect(node, null);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree node, Void unused) {
        String name = node.getName().toString();
        noteMember(node.getQualifierExpression(), name);
        note(isFile(name) ? "it uses " + name + " with a file that cannot be told beforehand" : "");
        return super.visitMemberReference(node, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
        ExpressionTree called = node.getMethodSelect();
        String name = called instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : called.toString();
        if (called instanceof IdentifierTree) {
            note(Permitted.memberFault("", name));
        }
        if (name.equals("check") && node.getArguments().isEmpty()) {
            note("it uses check(), which asks for the answer");
        }
        if (isFile(name)
                && called instanceof MemberSelectTree
                && !node.getArguments().stream().allMatch(PieceScanner::isPlainFile)) {
            note("it uses " + name + " with a file that is not one beside the notebook, by its name alone");
        }
        if (called instanceof MemberSelectTree) {
            scan(called, null);
        }
        scan(node.getTypeArguments(), null);
        return scan(node.getArguments(), null);
    }

    private static boolean isFile(String method) {
        return method.matches("load.*|save.*|autosave");
    }

    private static boolean isPlainFile(ExpressionTree argument) {
        return !(argument instanceof LiteralTree literal)
                ? false
                : !(literal.getValue() instanceof String text) || text.matches("\\w[\\w.-]*");
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
        String name = node.getSimpleName().toString();
        noteOwnName(name);
        note(NAMED_BY_TESTS.contains(name) ? "it gives a class of its own the name " + name : "");
        if (node.getExtendsClause() != null) {
            noteExtended(node.getExtendsClause());
        }
        node.getImplementsClause().forEach(this::noteExtended);
        return inside(() -> super.visitClass(node, null));
    }

    @Override
    public Void visitNewClass(NewClassTree node, Void unused) {
        if (node.getClassBody() != null) {
            noteExtended(node.getIdentifier());
        }
        return super.visitNewClass(node, null);
    }

    private void noteExtended(Tree type) {
        Tree plain = type instanceof ParameterizedTypeTree of ? of.getType() : type;
        String name = plain.toString();
        Optional<Class<?>> known = name.contains(".") ? Permitted.type(name) : Permitted.imported(name);
        boolean own = known.isEmpty() && !name.contains(".");
        if (!own && !known.map(Permitted::mayBeExtended).orElse(false)) {
            note("it makes a " + name + " of its own, in the place of the one that the tests know");
        }
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
        return inside(() -> super.visitMethod(node, null));
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree node, Void unused) {
        return inside(() -> super.visitLambdaExpression(node, null));
    }

    private Void inside(Runnable walk) {
        depth++;
        scoped(walk);
        depth--;
        return null;
    }

    private Void scoped(Runnable walk) {
        scopes.push(new HashSet<>());
        walk.run();
        scopes.pop();
        return null;
    }

    @Override
    public Void visitBlock(BlockTree node, Void unused) {
        return scoped(() -> super.visitBlock(node, null));
    }

    @Override
    public Void visitForLoop(ForLoopTree node, Void unused) {
        return scoped(() -> super.visitForLoop(node, null));
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void unused) {
        return scoped(() -> super.visitEnhancedForLoop(node, null));
    }

    @Override
    public Void visitTry(TryTree node, Void unused) {
        return scoped(() -> super.visitTry(node, null));
    }

    @Override
    public Void visitCatch(CatchTree node, Void unused) {
        return scoped(() -> super.visitCatch(node, null));
    }

    @Override
    public Void visitCase(CaseTree node, Void unused) {
        return scoped(() -> super.visitCase(node, null));
    }

    @Override
    public Void visitBindingPattern(BindingPatternTree node, Void unused) {
        String name = node.getVariable().getName().toString();
        note(ofTests.contains(name) ? "it uses " + name + ", which a test declares" : "");
        return super.visitBindingPattern(node, null);
    }

    @Override
    public Void visitVariable(VariableTree node, Void unused) {
        String name = node.getName().toString();
        noteOwnName(name);
        noteNaming(name);
        (scopes.size() == as.scopes ? ofCell : scopes.element()).add(name);
        return super.visitVariable(node, null);
    }

    @Override
    public Void visitAssignment(AssignmentTree node, Void unused) {
        noteNaming(node.getVariable().toString());
        return super.visitAssignment(node, null);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree node, Void unused) {
        noteNaming(node.getVariable().toString());
        return super.visitCompoundAssignment(node, null);
    }

    /** The name is that of the course's list: given once, in its own cell. */
    private void noteNaming(String variable) {
        boolean own = named && depth <= as.depth;
        note(
                variable.matches("\\(*me\\)*") && !own
                        ? "it gives 'me' another value, outside the cell for your name"
                        : "");
    }

    private void noteOwnName(String name) {
        note(Permitted.ROOTS.contains(name) ? "it uses " + name + ", the name of a package, as a name of its own" : "");
    }

    private void noteMember(Tree of, String name) {
        note(Permitted.memberFault(of.toString(), name));
    }

    /** A name with its package: the first word with a capital is the type. */
    private void noteFullName(List<String> words) {
        int at = 0;
        while (at < words.size() && !Character.isUpperCase(words.get(at).charAt(0))) {
            at++;
        }
        if (at == words.size()) {
            note("it uses " + String.join(".", words) + ", the name of a package, as a name of its own");
            return;
        }
        note(Permitted.fault(String.join(".", words.subList(0, at)), words.get(at)));
        for (int next = at + 1; next < words.size(); next++) {
            note(Permitted.memberFault(words.get(next - 1), words.get(next)));
        }
    }
}
