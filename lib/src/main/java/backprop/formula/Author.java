package backprop.formula;

import backprop.formula.Token.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the tokens of a whole text tell of its author's notation before a formula is read. */
final class Author {
    private static final Set<String> PRE =
            Set.of("z", "a", "u", "h", "s", "v", "n", "net", "p", "q", "Z", "A", "U", "H", "S", "ξ", "x", "y");
    private static final Set<String> POST =
            Set.of("a", "h", "o", "out", "y", "x", "z", "s", "v", "A", "H", "O", "Y", "X", "Z", "f", "φ");

    private final List<Statement> statements;
    private final List<List<Token>> sides;

    Author(List<Statement> statements) {
        this.statements = statements;
        sides = statements.stream().flatMap(s -> s.sides().stream()).toList();
    }

    /** Notations that fit what is written, the likeliest first. */
    List<Notation> notations() {
        boolean[] plain = {false};
        String below = layers(plain);
        boolean primes = primes();
        Set<String> functions = functions();
        List<Notation> all = new ArrayList<>();
        for (Map<String, Quantity> roles : roles(functions)) {
            Set<String> others = new HashSet<>(functions);
            roles.forEach((letter, what) -> {
                if (what != Quantity.UNKNOWN) {
                    others.remove(letter);
                }
            });
            boolean isAny = !others.equals(Set.of("σ"))
                    && sides.stream().noneMatch(side -> side.stream().anyMatch(t -> t.is("σ")));
            Notation usual = isAny ? Notation.usual().with(Convention.ANY_ACTIVATION) : Notation.usual();
            all.add(usual.with(roles, others).layers(plain[0], below, primes));
        }
        return all;
    }

    private static Token at(List<Token> side, int i) {
        return i >= 0 && i < side.size() ? side.get(i) : new Token(Type.END, "", 1, 1);
    }

    /** The letters of layers that stand below, if none stands above; and whether a plain number above is one. */
    private String layers(boolean[] plain) {
        StringBuilder letters = new StringBuilder();
        boolean plainLetters = false;
        boolean isMatrix = sides.stream().noneMatch(this::hasEntries);
        boolean plainNumbers = false;
        boolean above = false;
        boolean below = false;
        for (List<Token> side : sides) {
            for (int i = 0; i + 1 < side.size(); i++) {
                Token token = side.get(i);
                boolean isAbove = at(side, i + 1).is("^");
                boolean isBelow = at(side, i + 1).is("_");
                if (!token.is(Type.LETTER) || !isAbove && !isBelow) {
                    continue;
                }
                List<Token> script = script(side, i + 2);
                String text = String.join("", script.stream().map(Token::text).toList());
                boolean isLayer = text.matches("[\\[(]?[lℓL]([-+]\\d)?[\\])]?T?⊤?(\\(.\\))?|[\\[(]\\d[\\])]T?");
                above |= isAbove && isLayer;
                plainLetters |= isAbove && text.matches("[lℓL]([-+]\\d)?T?⊤?");
                plainNumbers |=
                        isAbove && text.matches("[013456789]") && !token.text().matches("[ex]");
                boolean isWhole = text.matches("[lℓL]([-+]\\d)?")
                        || text.matches("\\d|[a-zL]([-+]\\d)?") && token.text().matches(isMatrix ? "[WΘUwθ]" : "[WΘU]");
                below |= isBelow && isWhole;
                letters.append(isBelow && isWhole && token.text().matches("[WΘUwθ]") ? text.substring(0, 1) : "");
            }
        }
        plain[0] = plainLetters || plainNumbers && !above;
        return below && !above ? letters.append("lL").toString() : "";
    }

    /** Whether a weight stands there with two indices, or a neuron with one that is no layer. */
    private boolean hasEntries(List<Token> side) {
        for (int i = 0; i + 1 < side.size(); i++) {
            boolean isWeight = side.get(i).is(Type.LETTER) && side.get(i).text().matches("[wθ]");
            if (isWeight && at(side, i + 1).is("_") && script(side, i + 2).size() != 1) {
                boolean isShifted = script(side, i + 2).stream().anyMatch(t -> t.is("+") || t.is("-"));
                if (!isShifted) {
                    return true;
                }
            }
            if (isWeight && at(side, i + 1).is("^")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a weight matrix has a prime, which transposes it. */
    private boolean primes() {
        return sides.stream().anyMatch(side -> {
            for (int i = 0; i < side.size(); i++) {
                boolean isWeight =
                        side.get(i).is(Type.LETTER) && side.get(i).text().matches("[WΘU]");
                int end = behind(side, i);
                if (isWeight
                        && side.subList(i, Math.min(end, side.size())).stream().anyMatch(t -> t.is("′"))) {
                    return true;
                }
            }
            return false;
        });
    }

    /** The letter that is defined as ∂C/∂z. */
    private String delta(String pre) {
        for (Statement s : statements) {
            List<Token> left = s.sides().get(0);
            List<Token> right = s.isClaim() ? s.sides().get(1) : List.of();
            int from = at(right, 0).is("-") ? 1 : 0;
            boolean isAlone = at(left, 0).is(Type.LETTER) && behind(left, 0) == left.size();
            boolean isSlope = at(right, from).is("frac") && at(right, from + 2).is("∂");
            boolean byPre = isSlope
                    && right.stream().anyMatch(t -> t.is(pre))
                    && at(right, right.size() - 1).is("}");
            boolean ofCost = isSlope && Notation.LETTERS.get(at(right, from + 3).text()) == Quantity.COST;
            if (isAlone
                    && ofCost
                    && byPre
                    && right.stream().filter(t -> t.is("frac")).count() == 1) {
                return left.get(0).text();
            }
        }
        return "δ";
    }

    /** The letter that is most often differentiated by weights, if no usual one of a cost is. */
    private String cost(String pre) {
        Map<String, Integer> counts = new HashMap<>();
        for (List<Token> side : sides) {
            for (int i = 0; i + 4 < side.size(); i++) {
                boolean isSlope = side.get(i).is("frac")
                        && at(side, i + 1).is("{")
                        && at(side, i + 2).is("∂");
                String of = at(side, i + 3).text();
                int below = i + 1 + (isSlope ? script(side, i + 1).size() + 2 : 0);
                String by = at(side, below + 2).text();
                if (isSlope && at(side, i + 3).is(Type.LETTER) && Notation.LETTERS.get(by) == Quantity.W) {
                    counts.merge(of, 1, Integer::sum);
                }
            }
        }
        boolean isUsual = counts.keySet().stream().anyMatch(c -> Notation.LETTERS.get(c) == Quantity.COST);
        return isUsual
                ? null
                : counts.entrySet().stream()
                        .filter(e -> !e.getKey().equals(pre) && Notation.LETTERS.get(e.getKey()) == null)
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(null);
    }

    private static List<Token> script(List<Token> side, int from) {
        if (!at(side, from).is("{")) {
            return List.of(at(side, from));
        }
        int level = 1;
        int end = from + 1;
        while (end < side.size() && level > 0) {
            level += side.get(end).is("{") ? 1 : side.get(end).is("}") ? -1 : 0;
            end++;
        }
        return side.subList(from + 1, Math.max(from + 1, end - 1));
    }

    /** Where the scripts of the letter at i end. */
    private static int behind(List<Token> side, int i) {
        int end = i + 1;
        while (at(side, end).is("^") || at(side, end).is("_") || at(side, end).is("′")) {
            boolean isPrime = at(side, end).is("′");
            end++;
            if (!isPrime) {
                end += at(side, end).is("{") ? script(side, end).size() + 2 : 1;
            }
        }
        return end;
    }

    /** Letters that are used as functions somewhere. */
    private Set<String> functions() {
        Set<String> found = new HashSet<>();
        Map<String, Integer> uses = new HashMap<>();
        for (List<Token> side : sides) {
            for (int i = 0; i < side.size(); i++) {
                String letter = side.get(i).text();
                boolean isUsual = Set.of("g", "f", "φ", "ψ", "h", "G", "F", "Φ").contains(letter);
                boolean mayBe = letter.equals("θ") || !Notation.LETTERS.containsKey(letter);
                int bracket = behind(side, i);
                boolean isOfLetter = mayBe
                        && !letter.matches("[nmNMBDST]")
                        && at(side, bracket).is("(")
                        && at(side, bracket + 1).is(Type.LETTER)
                        && !at(side, bracket + 1).text().matches("[nt]")
                        && !Notation.LETTERS
                                .getOrDefault(at(side, bracket + 1).text(), Quantity.Z)
                                .equals(Quantity.W)
                        && (at(side, bracket + 2).is(")") || letter.equals("θ"));
                if (side.get(i).is(Type.LETTER) && (isUsual || isOfLetter)) {
                    int open = behind(side, i);
                    boolean isOfInput = letter.equals("h")
                            && at(side, open + 1).is("x")
                            && at(side, open + 2).is(")");
                    boolean isCalled = at(side, open).is("(") && !isOfInput;
                    boolean isPrimed = side.subList(i, Math.min(side.size(), behind(side, i))).stream()
                                    .anyMatch(t -> t.is("′"))
                            || at(side, behind(side, i)).is(")")
                                    && at(side, behind(side, i) + 1).is("′");
                    uses.merge(letter, isCalled || isPrimed || isOfInput ? 1 : -1, Integer::sum);
                    if (isCalled || isPrimed) {
                        found.add(letter);
                    }
                }
            }
        }
        found.removeIf(letter -> uses.get(letter) < 0); // more often a letter than a function
        found.add("σ");
        return found;
    }

    /** Which letters may be the weighted input and the activation: those in the brackets of a function, and others. */
    private List<Map<String, Quantity>> roles(Set<String> functions) {
        Map<String, Integer> inBrackets = new LinkedHashMap<>();
        Set<String> letters = new HashSet<>();
        for (List<Token> side : sides) {
            for (int i = 0; i < side.size(); i++) {
                Token token = side.get(i);
                if (!token.is(Type.LETTER)) {
                    continue;
                }
                letters.add(token.text());
                int open = behind(side, i);
                if (functions.contains(token.text()) && at(side, open).is("(")) {
                    int inner = open + 1;
                    while (at(side, inner).is("{") || at(side, inner).is("(")) {
                        inner++;
                    }
                    String letterInside = at(side, inner).text();
                    boolean isInput = Set.of("x", "y").contains(letterInside)
                            && !at(side, inner + 1).is("^")
                            && !at(side, inner + 1).is("_");
                    if (PRE.contains(letterInside) && !isInput) {
                        inBrackets.merge(at(side, inner).text(), 1, Integer::sum);
                    }
                }
            }
        }
        List<String> pres = inBrackets.entrySet().stream()
                .filter(e -> !functions.contains(e.getKey()))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .limit(3)
                .toList();
        List<Map<String, Quantity>> all = new ArrayList<>();
        for (String pre : pres.contains("z") || pres.isEmpty()
                ? Stream.concat(Stream.of("z"), pres.stream().filter(p -> !p.equals("z")))
                        .toList()
                : pres) {
            for (String post : List.of("a", "h", "o", "out", "z", "y", "x", "s", "A", "H", "v")) {
                if (!post.equals(pre)
                        && POST.contains(post)
                        && (letters.contains(post) || post.equals("a"))
                        && !functions.contains(post)) {
                    all.add(roles(pre, post, letters, functions, false));
                    if (letters.contains("y")
                            && (letters.contains("t") || letters.contains("d"))
                            && !post.equals("y")) {
                        all.add(roles(pre, post, letters, functions, true));
                    }
                }
            }
        }
        return all.isEmpty() ? List.of(Map.of()) : all;
    }

    private Map<String, Quantity> roles(
            String pre, String post, Set<String> letters, Set<String> functions, boolean outputIsY) {
        Map<String, Quantity> roles = new HashMap<>();
        for (String old : List.of("z", "Z", "a", "A", "o", "O", "net", "out")) {
            roles.put(old, Quantity.UNKNOWN);
        }
        functions.forEach(f -> roles.put(f, Quantity.UNKNOWN));
        roles.put(pre, Quantity.Z);
        roles.put(pre.toUpperCase(java.util.Locale.ROOT), Quantity.Z);
        if (!post.equals("x")) {
            roles.put(post, Quantity.A);
            roles.put(post.toUpperCase(java.util.Locale.ROOT), Quantity.A);
        }
        if (letters.contains("o") && !roles.get("o").equals(Quantity.Z)) {
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
        }
        return roles;
    }
}
