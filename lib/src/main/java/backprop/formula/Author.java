package backprop.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tokens of a whole text tell of its author's notation before a formula is read. */
final class Author {
    private final List<Statement> statements;
    private final List<Use> uses = new ArrayList<>();
    private final Set<String> letters = new HashSet<>();
    private final Set<String> functions;

    Author(List<Statement> statements) {
        this.statements = statements;
        for (Statement s : statements) {
            s.sides().forEach(this::note);
        }
        uses.forEach(use -> letters.add(isSlope(use) ? use.letter().substring(1) : use.letter()));
        functions = functions();
    }

    /** Whether it is the db of dC/db, and not a programmer's. */
    private static boolean isSlope(Use use) {
        return use.is("d[A-Za-z]")
                && (Use.token(use.side(), use.at() - 1).is("{") || use.next(0).is("/"));
    }

    private void note(List<Token> side) {
        for (int i = 0; i < side.size(); i++) {
            if (side.get(i).is(Type.LETTER)) {
                uses.add(Use.of(side, i));
            }
        }
    }

    /** Notations that fit what is written, the likeliest first. */
    List<Notation> notations() {
        boolean isAny = functions.size() > 1 && !letters.contains("σ") && !hasFormulaOfFunction();
        Notation usual = isAny ? Notation.usual().with(Convention.ANY_ACTIVATION) : Notation.usual();
        boolean primes = uses.stream().anyMatch(use -> use.is("[WΘU]") && use.isPrimed());
        Layers layers = layers();
        return new Roles(statements, uses, letters, functions)
                .all().stream()
                        .map(roles ->
                                usual.written(letters, roles, functions, layers.isNumber(), layers.below(), primes))
                        .toList();
    }

    // Where layers are written

    /**
     * Where they are written.
     *
     * @param isNumber whether a plain number above is one
     * @param below the letters of those that stand below, if none stands above
     */
    private record Layers(boolean isNumber, String below) {}

    private Layers layers() {
        StringBuilder below = new StringBuilder();
        boolean isMatrix = uses.stream().noneMatch(this::isEntry);
        boolean isPaired = uses.stream() // in w_jℓ it counts neurons
                .anyMatch(use -> use.is("[wWθ]")
                        && use.has("_")
                        && Token.text(use.script()).matches("[a-km-z][lℓ]|[lℓ][a-km-z]"));
        boolean plainLetters = false;
        boolean plainNumbers = false;
        boolean isAbove = false;
        boolean isBelow = false;
        for (Use use : uses) {
            String text = Token.text(use.script());
            boolean isIndexed =
                    text.matches("\\d|[a-zL]([-+]\\d)?") && use.is(isMatrix ? "[WΘUwθ]" : "[WΘU]") && !isNeuron(text);
            if (use.has("^")) {
                isAbove |= text.matches("[\\[(]?[lℓL]([-+]\\d)?[\\])]?T?⊤?(\\(.\\))?|[\\[(]\\d[\\])]T?");
                plainLetters |= text.matches("[lℓL]([-+]\\d)?T?⊤?");
                plainNumbers |= text.matches("[013456789]") && !use.is("[ex]");
            } else if (use.has("_") && (isIndexed || text.matches("[lℓL]([-+]\\d)?") && !isPaired)) {
                isBelow = true;
                below.append(use.is("[WΘUwθ]") ? text.substring(0, 1) : "");
            }
        }
        String layers = isBelow && !isAbove ? below.append("lℓL").toString() : "";
        return new Layers(plainLetters || plainNumbers && !isAbove, layers);
    }

    /** Whether a weight stands there with two indices, or with one that is no layer. */
    private boolean isEntry(Use use) {
        boolean isShifted = use.script().stream().anyMatch(t -> t.is("+") || t.is("-"));
        boolean isOne = use.script().size() == 1;
        return use.is("[wθ]")
                && (use.has("^") || use.has("_") && (isOne ? isNeuron(Token.text(use.script())) : !isShifted));
    }

    /** A letter below that is never l + 1 or l − 1 counts no layers. */
    private boolean isNeuron(String letter) {
        return letter.matches("[a-km-z]")
                && uses.stream()
                        .noneMatch(
                                use -> use.has("_") && Token.text(use.script()).matches(letter + "[-+]\\d"));
    }

    // Which letters are functions

    /** Letters that are used as functions somewhere, and more often than not. */
    private Set<String> functions() {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> found = new HashSet<>();
        for (Use use : uses) {
            if (!use.is("[gfφψhGFΦ]") && !isOfLetter(use)) {
                continue;
            }
            boolean isOfInput = use.is("h")
                    && use.next(1).is("x")
                    && Use.of(use.side(), use.behind() + 1).next(0).is(")");
            boolean isCalled = use.next(0).is("(") && !isOfInput;
            boolean isPrimed =
                    use.isPrimed() || use.next(0).is(")") && use.next(1).is("′");
            counts.merge(use.letter(), isCalled || isPrimed || isOfInput ? 1 : -1, Integer::sum);
            if (isCalled || isPrimed) {
                found.add(use.letter());
            }
        }
        found.removeIf(letter -> counts.get(letter) < 0);
        found.add("σ");
        return found;
    }

    /** Whether the text says what its function is, as in g(z) = 1/(1 + e^−z). */
    private boolean hasFormulaOfFunction() {
        return statements.stream()
                .filter(Statement::isClaim)
                .anyMatch(s -> functions.contains(Use.token(s.sides().get(0), 0).text())
                        && Use.token(s.sides().get(0), 1).is("(")
                        && s.sides().get(1).stream().anyMatch(t -> t.isLetter("e") || t.is("exp")));
    }

    /** ρ(z), of a letter that stands for nothing else. */
    private static boolean isOfLetter(Use use) {
        boolean isFree = use.is("θ") || !Notation.LETTERS.containsKey(use.letter()) && !use.is("[nmNMBDST]");
        Token inner = use.next(1);
        return isFree
                && use.next(0).is("(")
                && inner.is(Type.LETTER)
                && !inner.isLetter("[nt]")
                && Notation.LETTERS.get(inner.text()) != Quantity.W
                && (use.next(2).is(")") || use.is("θ"));
    }
}
