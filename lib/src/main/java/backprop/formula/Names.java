package backprop.formula;

import backprop.formula.Notation.Definition;
import backprop.internal.LongRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Letters that a text defines itself: h = σ(z_1) makes h the activations of layer 1, e = y − a makes e a difference. */
final class Names {
    /** How often letters may be defined by others. */
    private static final int ROUNDS = 4;

    private final Map<String, Symbol> named;
    private final Map<String, Definition> defined;

    private Names(Notation n) {
        named = new HashMap<>(n.named());
        defined = new HashMap<>(n.defined());
    }

    /** A notation with what the statements define in it. */
    static Notation in(Notation start, List<Statement> statements) {
        Notation n = start;
        for (int round = 0; round < ROUNDS; round++) {
            Names names = new Names(n);
            for (Statement s : statements) {
                LongRun.endIfInterrupted("reading a derivation");
                names.learn(s, n);
            }
            Notation next = n.defining(names.named, names.defined);
            if (next.equals(n)) {
                return n;
            }
            n = next;
        }
        return n;
    }

    private void learn(Statement s, Notation n) {
        if (s.isClaim() && !s.goesOn() && !s.relations().get(0).equals("←")) { // such a letter has other values, too
            try {
                int last = s.sides().size() > 2 ? s.sides().size() - 1 : 1;
                Formula left = Parser.formula(n, s.sides().get(0), s.end());
                Formula right = Parser.formula(n, s.sides().get(last), s.end());
                if (left.is(Kind.SYMBOL)) {
                    learn(left.symbol(), right);
                }
            } catch (Unreadable itIsReportedLater) {
                return;
            }
        }
    }

    private void learn(Symbol s, Formula right) {
        String letter = s.letter();
        if (s.what() == Quantity.COST && isLoss(letter, right)) {
            named.put(letter, Symbol.of(Quantity.UNKNOWN, letter));
            defined.put(letter, new Definition(Symbol.of(Quantity.UNKNOWN, letter), right));
            return;
        }
        Symbol meant = s.layer() == null ? ofLayer(right) : null;
        boolean mayBeNamed = s.isWhole() && (s.what() == Quantity.A || s.what() == Quantity.Z);
        boolean isFree = s.what() == Quantity.UNKNOWN && !named.containsKey(letter) && !defined.containsKey(letter);
        if (mayBeNamed && meant != null && meant.layer().isNumber()) {
            named.putIfAbsent(letter, meant);
        } else if (isFree && meant != null) {
            named.put(letter, meant);
        } else if (isFree
                && !right.has(this::isUnknown)
                && !right.has(Quantity.RATE)
                && right.contains(f -> f.is(Kind.SYMBOL))) {
            defined.put(letter, new Definition(s, right));
        }
    }

    /** A cost that is made of another one, and of what weights cost. */
    private boolean isLoss(String letter, Formula right) {
        boolean isKnown = !right.contains(f -> f.isSymbol(this::isUnknown)
                || f.is(Quantity.W) && f.layer() == null
                || f.is(Kind.CALL) && !Act.NAMED.containsKey(f.function().name()));
        return isKnown
                && (right.has(Quantity.LAMBDA) || right.has(Quantity.UNKNOWN))
                && right.has(s -> s.what() == Quantity.COST && !s.letter().equals(letter));
    }

    private boolean isUnknown(Symbol s) {
        return s.what() == Quantity.UNKNOWN && !defined.containsKey(s.letter());
    }

    /** The activations of a layer if it is a function of its z; a layer's z if it is a product with its weights. */
    private static Symbol ofLayer(Formula right) {
        boolean isSoftmax = right.is(Kind.QUOTIENT)
                && isExponential(right.part(0))
                && right.part(1).is(Kind.SERIES)
                && isExponential(right.part(1).part(0));
        Formula call = isSoftmax ? right.part(0) : right;
        if (call.is(Kind.CALL) && call.part(0).is(Kind.SYMBOL)) {
            Formula z = call.part(0);
            boolean isActivation = z.is(Quantity.Z)
                    && (z.layer() != null || isSoftmax)
                    && call.function().primes() == 0;
            Place layer = z.layer() == null ? Place.LAST : z.layer();
            return isActivation ? Symbol.of(Quantity.A, "a").at(layer) : null;
        }
        Formula product = right.is(Kind.SUM) ? right.part(0) : right;
        if (product.is(Kind.CHAIN) && product.parts.size() == 2) {
            for (Formula factor : product.parts) {
                Formula w = factor.is(Kind.TRANSPOSE) ? factor.part(0) : factor;
                if (w.is(Quantity.W) && w.layer() != null) {
                    return Symbol.of(Quantity.Z, "z").at(w.layer());
                }
            }
        }
        return null;
    }

    private static boolean isExponential(Formula f) {
        return f.isCallOf("exp") && f.part(0).is(Quantity.Z);
    }
}
