package backprop.formula;

import backprop.formula.Token.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the tokens of a whole text tell of its author's notation before a formula is read. */
final class Author {
    /** Letters that may be the weighted input, if a function is taken of them. */
    private static final Set<String> PRE =
            Set.of("z", "a", "u", "h", "s", "v", "n", "net", "p", "q", "Z", "A", "U", "H", "S", "ξ", "x", "y");

    /** Letters that may be the activation, the likeliest first. */
    private static final List<String> POST = List.of("a", "h", "o", "out", "z", "y", "x", "s", "A", "H", "v");

    private static final int MOST_PRES = 3;

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
        return roles().stream()
                .map(roles -> usual.written(letters, roles, functions, layers.isNumber(), layers.below(), primes))
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
            boolean isOfInput =
                    use.is("h") && use.next(1).is("x") && use.next(2).is(")");
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
                .anyMatch(s -> functions.contains(s.sides().get(0).get(0).text())
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

    // Which letters are the weighted input, the activation, δ and the cost

    private List<Map<String, Quantity>> roles() {
        List<Map<String, Quantity>> all = new ArrayList<>();
        boolean hasTarget =
                letters.contains("y") && (letters.contains("t") || letters.contains("d")) || hasDefinedOutput();
        for (String pre : pres()) {
            for (String post : POST) {
                boolean isUsed = letters.contains(post) || post.equals("a");
                if (isUsed && !post.equals(pre) && !functions.contains(post)) {
                    all.add(roles(pre, post, false));
                    if (hasTarget && !post.equals("y")) {
                        all.add(roles(pre, post, true));
                    }
                }
            }
        }
        return all.isEmpty() ? List.of(Map.of()) : all;
    }

    /** Whether y is what the weights of a layer make, as in Y = HW_2 + b_2. */
    private boolean hasDefinedOutput() {
        return statements.stream()
                .filter(Statement::isClaim)
                .anyMatch(s -> s.sides().get(0).size() == 1
                        && s.sides().get(0).get(0).isLetter("[yY]")
                        && s.sides().get(1).stream().anyMatch(t -> t.isLetter("[wW]")));
    }

    /** The letters most often in the brackets of functions; z comes first if it may be one. */
    private Set<String> pres() {
        Map<String, Integer> inBrackets = new LinkedHashMap<>();
        for (Use use : uses) {
            if (functions.contains(use.letter()) && use.next(0).is("(")) {
                int inner = 1;
                while (use.next(inner).is("{") || use.next(inner).is("(")) {
                    inner++;
                }
                String letter = use.next(inner).text();
                boolean isScripted =
                        use.next(inner + 1).is("^") || use.next(inner + 1).is("_");
                boolean isInput = letter.matches("[xy]") && !isScripted;
                if (PRE.contains(letter) && !isInput && !functions.contains(letter)) {
                    inBrackets.merge(letter, 1, Integer::sum);
                }
            }
        }
        List<String> pres = inBrackets.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .limit(MOST_PRES)
                .toList();
        Set<String> ordered = new LinkedHashSet<>();
        if (pres.contains("z") || pres.isEmpty()) {
            ordered.add("z");
        }
        if (letters.contains("net")) {
            ordered.add("net");
        }
        ordered.addAll(pres);
        return ordered;
    }

    private Map<String, Quantity> roles(String pre, String post, boolean outputIsY) {
        Map<String, Quantity> roles = new HashMap<>();
        List.of("z", "Z", "a", "A", "o", "O", "net", "out").forEach(old -> roles.put(old, Quantity.UNKNOWN));
        functions.forEach(f -> roles.put(f, Quantity.UNKNOWN));
        putBoth(roles, pre, Quantity.Z);
        if (!post.equals("x")) {
            putBoth(roles, post, Quantity.A);
        }
        if (letters.contains("o") && roles.get("o") != Quantity.Z) {
            roles.put("o", Quantity.A);
        }
        String delta = delta(pre);
        roles.put(delta, Character.isUpperCase(delta.charAt(0)) ? Quantity.UNKNOWN : Quantity.DELTA);
        String cost = cost(pre);
        if (cost != null) {
            roles.put(cost, Quantity.COST);
        }
        if (outputIsY || post.equals("y")) {
            roles.put("y", Quantity.A);
            roles.put("Y", Quantity.A);
        }
        for (String letter : List.of("i", "n", "k", "p", "μ")) {
            if (countsExamples(letter)) {
                roles.putIfAbsent(letter, Quantity.EXAMPLES);
            }
        }
        for (Use use : uses) { // p in t_pj
            Quantity what = Notation.LETTERS.get(use.letter());
            String text = use.has("_") ? Token.text(use.script()) : "";
            if (text.matches("[pnμ][a-z]|[a-z][pnμ]") && (what == Quantity.Y || what == Quantity.A)) {
                roles.putIfAbsent(text.replaceAll("(?!^)[^pnμ]|^[^pnμ]", "").substring(0, 1), Quantity.EXAMPLES);
            }
        }
        return roles;
    }

    /** A batch has the capital of what it is made of. */
    private void putBoth(Map<String, Quantity> roles, String letter, Quantity what) {
        String small = letter.toLowerCase(Locale.ROOT);
        if (!functions.contains(small)) {
            roles.put(small, what);
        }
        roles.put(letter, what);
        roles.put(letter.toUpperCase(Locale.ROOT), what);
    }

    /** Whether it stands below x and y and below nothing else of a network. */
    private boolean countsExamples(String letter) {
        List<String> below = uses.stream()
                .filter(use -> use.has("_") && use.script().stream().anyMatch(t -> t.is(letter)))
                .map(Use::letter)
                .distinct()
                .toList();
        return below.contains("x") && below.contains("y") && below.stream().allMatch(l -> l.matches("[xyŷ]"));
    }

    /** The letter that is defined as ∂C/∂z. */
    private String delta(String pre) {
        for (Statement s : statements) {
            List<Token> left = s.sides().get(0);
            List<Token> right = s.isClaim() ? s.sides().get(1) : List.of();
            int from = Use.token(right, 0).is("-") ? 1 : 0;
            boolean isAlone =
                    Use.token(left, 0).is(Type.LETTER) && Use.of(left, 0).behind() == left.size();
            String cost = Use.token(right, from + 3).text();
            boolean isOfCost =
                    isSlope(right, from) && (Notation.LETTERS.get(cost) == Quantity.COST || cost.equals(cost(pre)));
            boolean isOneFraction = right.stream().filter(t -> t.is("frac")).count() == 1
                    && Use.token(right, right.size() - 1).is("}");
            if (isAlone && isOfCost && isOneFraction && right.stream().anyMatch(t -> t.is(pre))) {
                return left.get(0).text();
            }
        }
        return "δ";
    }

    private static boolean isSlope(List<Token> side, int i) {
        return Use.token(side, i).is("frac")
                && Use.token(side, i + 1).is("{")
                && Use.token(side, i + 2).is("∂");
    }

    /** The letter that is most often differentiated by weights; null if a usual one of a cost is. */
    private String cost(String pre) {
        Map<String, Integer> counts = new HashMap<>();
        for (Use use : uses) {
            int frac = use.at() - 3;
            if (isSlope(use.side(), frac)) {
                int below = frac + 1 + Use.length(use.side(), frac + 1);
                boolean isByWeight =
                        Notation.LETTERS.get(Use.token(use.side(), below + 2).text()) == Quantity.W;
                counts.merge(use.letter(), isByWeight ? 1 : 0, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count == 0);
        boolean isUsual = counts.keySet().stream().anyMatch(c -> Notation.LETTERS.get(c) == Quantity.COST);
        return isUsual
                ? null
                : counts.entrySet().stream()
                        .filter(e -> !e.getKey().equals(pre) && Notation.LETTERS.get(e.getKey()) == null)
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(null);
    }
}
