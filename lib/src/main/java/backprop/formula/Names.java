package backprop.formula;

import backprop.formula.Formula.Kind;
import backprop.formula.Notation.Definition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Letters that a text defines itself: h = σ(z_1) makes h the activations of layer 1, e = y − a makes e a difference. */
final class Names {
    private Names() {}

    /** A notation with what the statements define in it. */
    static Notation in(Notation start, List<Statement> statements) {
        Notation n = start;
        for (int round = 0; round < 4; round++) {
            Map<String, Symbol> named = new HashMap<>(n.named());
            Map<String, Definition> defined = new HashMap<>(n.defined());
            for (Statement s : statements) {
                if (!s.isClaim() || s.goesOn()) {
                    continue;
                }
                try {
                    Formula left = Parser.formula(n, s.sides().get(0), s.end());
                    Formula right = Parser.formula(
                            n, s.sides().get(s.sides().size() > 2 ? s.sides().size() - 1 : 1), s.end());
                    learn(left, right, named, defined);
                } catch (Unreadable itIsReportedLater) {
                    continue;
                }
            }
            Notation next = n.naming(named).defining(defined);
            if (next.equals(n)) {
                return n;
            }
            n = next;
        }
        return n;
    }

    private static void learn(Formula left, Formula right, Map<String, Symbol> named, Map<String, Definition> defined) {
        boolean isLoss = left.is(Kind.SYMBOL)
                && left.symbol().what() == Quantity.COST
                && !right.contains(f -> isUnknown(f, defined))
                && (right.has(Quantity.LAMBDA) || right.has(Quantity.UNKNOWN))
                && right.contains(f -> f.is(Kind.SYMBOL)
                        && f.symbol().what() == Quantity.COST
                        && !f.symbol().letter().equals(left.symbol().letter()));
        if (isLoss) {
            named.put(
                    left.symbol().letter(),
                    Symbol.of(Quantity.UNKNOWN, left.symbol().letter()));
            defined.put(
                    left.symbol().letter(),
                    new Definition(Symbol.of(Quantity.UNKNOWN, left.symbol().letter()), right));
            return;
        }
        boolean mayBeNamed = left.is(Kind.SYMBOL)
                && left.symbol().layer() == null
                && left.symbol().indices().isEmpty()
                && (left.symbol().what() == Quantity.A || left.symbol().what() == Quantity.Z);
        Symbol numbered = mayBeNamed ? ofLayer(right) : null;
        if (numbered != null && numbered.layer().isNumber()) {
            named.putIfAbsent(left.symbol().letter(), numbered);
            return;
        }
        boolean isLetter = left.is(Kind.SYMBOL)
                && left.symbol().what() == Quantity.UNKNOWN
                && !named.containsKey(left.symbol().letter())
                && !defined.containsKey(left.symbol().letter());
        if (!isLetter) {
            return;
        }
        Symbol s = left.symbol();
        Symbol meant = s.layer() == null ? ofLayer(right) : null;
        boolean isKnown = !right.contains(f -> f.is(Kind.SYMBOL)
                && f.symbol().what() == Quantity.UNKNOWN
                && !defined.containsKey(f.symbol().letter()));
        if (meant != null) {
            named.put(s.letter(), meant);
        } else if (isKnown && !right.has(Quantity.RATE) && right.contains(f -> f.is(Kind.SYMBOL))) {
            defined.put(s.letter(), new Definition(s, right));
        }
    }

    private static boolean isExponential(Formula f) {
        return f.is(Kind.CALL)
                && f.function().name().equals("exp")
                && f.part(0).is(Kind.SYMBOL)
                && f.part(0).symbol().what() == Quantity.Z
                && f.part(0).symbol().layer() != null;
    }

    private static boolean isUnknown(Formula f, Map<String, Definition> defined) {
        boolean isLetter = f.is(Kind.SYMBOL)
                && (f.symbol().what() == Quantity.UNKNOWN
                                && !defined.containsKey(f.symbol().letter())
                        || f.symbol().what() == Quantity.W && f.symbol().layer() == null);
        return isLetter
                || f.is(Kind.CALL) && !Act.NAMED.containsKey(f.function().name());
    }

    /** The activations of a layer if it is a function of its z; a layer's z if it is a product with its weights. */
    private static Symbol ofLayer(Formula right) {
        boolean isSoftmax = right.is(Kind.QUOTIENT)
                && isExponential(right.part(0))
                && right.part(1).is(Kind.SERIES)
                && isExponential(right.part(1).part(0));
        if (isSoftmax) {
            return new Symbol(Quantity.A, "a", right.part(0).part(0).symbol().layer(), List.of(), null);
        }
        if (right.is(Kind.CALL) && right.part(0).is(Kind.SYMBOL)) {
            Symbol z = right.part(0).symbol();
            boolean isActivation = z.what() == Quantity.Z
                    && z.layer() != null
                    && right.function().primes() == 0;
            return isActivation ? new Symbol(Quantity.A, "a", z.layer(), List.of(), null) : null;
        }
        Formula product = right.is(Kind.SUM) ? right.part(0) : right;
        boolean isSumOfProduct = product.is(Kind.CHAIN) && product.parts.size() == 2;
        for (Formula factor : isSumOfProduct ? product.parts : List.<Formula>of()) {
            Formula w = factor.is(Kind.TRANSPOSE) ? factor.part(0) : factor;
            if (w.is(Kind.SYMBOL)
                    && w.symbol().what() == Quantity.W
                    && w.symbol().layer() != null) {
                return new Symbol(Quantity.Z, "z", w.symbol().layer(), List.of(), null);
            }
        }
        return null;
    }
}
