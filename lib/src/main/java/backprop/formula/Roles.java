package backprop.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which letters of a text may be the weighted input, the activation, δ, the cost, and what counts examples. */
final class Roles {
    /** Letters that may be the weighted input, if a function is taken of them. */
    private static final Set<String> PRE =
            Set.of("z", "a", "u", "h", "s", "v", "n", "net", "p", "q", "Z", "A", "U", "H", "S", "ξ", "x", "y");

    /** Letters that may be the activation, the likeliest first. */
    private static final List<String> POST = List.of("a", "h", "o", "out", "z", "y", "x", "s", "A", "H", "v");

    private static final int MOST_PRES = 3;

    private final List<Statement> statements;
    private final List<Use> uses;
    private final Set<String> letters;
    private final Set<String> functions;

    Roles(List<Statement> statements, List<Use> uses, Set<String> letters, Set<String> functions) {
        this.statements = statements;
        this.uses = uses;
        this.letters = letters;
        this.functions = functions;
    }

    /** Roles that fit, the likeliest first. */
    List<Map<String, Quantity>> all() {
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
        if (delta.equals("Δ")) {
            roles.put("δ", Quantity.UNKNOWN); // a column of Δ, or an error of its own
        }
        String cost = cost(pre);
        if (cost != null) {
            roles.put(cost, Quantity.COST);
        }
        if (outputIsY || post.equals("y")) {
            roles.put("y", Quantity.A);
            roles.put("Y", Quantity.A);
        }
        examples().forEach(letter -> roles.putIfAbsent(letter, Quantity.EXAMPLES));
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

    /** The letters that count examples: p in t_pj, and what stands below x and y and below nothing else of a network. */
    private Set<String> examples() {
        Set<String> found = new LinkedHashSet<>();
        Map<String, Set<String>> above = new LinkedHashMap<>();
        for (Use use : uses) {
            String below = use.has("_") ? Token.text(use.script()) : "";
            Quantity what = Notation.LETTERS.get(use.letter());
            if (below.matches("[pnμ][a-z]|[a-z][pnμ]") && (what == Quantity.Y || what == Quantity.A)) {
                found.add(below.substring(below.matches("[pnμ].") ? 0 : 1).substring(0, 1));
            }
            for (int i = 0; i < below.length(); i++) {
                above.computeIfAbsent(below.substring(i, i + 1), letter -> new LinkedHashSet<>())
                        .add(use.letter());
            }
        }
        above.forEach((letter, used) -> {
            boolean isOfData =
                    used.containsAll(Set.of("x", "y")) && Set.of("x", "y", "ŷ").containsAll(used);
            if (letter.matches("[inkpμ]") && isOfData) {
                found.add(letter);
            }
        });
        return found;
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
