package backprop.check;

import backprop.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * A mistake people make in one of the four equations. To add one, add a line to {@link #CATALOGUE}.
 *
 * @param equation 1 to 4
 * @param sentence what was done, with {l}, {n} and {p} for the layer, the next and the previous one
 * @param slip the wrong value
 */
record Mistake(int equation, String sentence, Slip slip) {

    /**
     * A wrong equation in layer l. Its input is ∇ₐC for BP1, δˡ⁺¹ for BP2 and δˡ for BP3 and BP4. Returns null where the
     * shapes do not allow the mistake.
     */
    interface Slip {
        SimpleMatrix of(Problem p, int l, SimpleMatrix in);
    }

    static final List<Mistake> CATALOGUE = List.of(
            new Mistake(1, "σ′(z{l}) is missing", (p, l, in) -> in),
            new Mistake(1, "σ′(a{l}) stands where σ′(z{l}) belongs", (p, l, in) -> in.elementMult(p.slope(l, p.a(l)))),
            new Mistake(1, "σ(z{l}) stands where σ′(z{l}) belongs", (p, l, in) -> in.elementMult(p.a(l))),
            new Mistake(
                    1,
                    "a{l}(1 − a{l}), the slope of the sigmoid, stands where that of this activation belongs",
                    (p, l, in) -> product(in, sigmoidSlope(p, l))),
            new Mistake(1, "a{l} − y is the error of cross-entropy, not of this cost", (p, l, in) -> {
                SimpleMatrix error = p.a(l).minus(p.data().y());
                return p.cost().averaged() ? error.divide(p.examples()) : error;
            }),
            new Mistake(2, "σ′(z{l}) is missing", (p, l, in) -> back(p, l, in)),
            new Mistake(
                    2,
                    "σ′(a{l}) stands where σ′(z{l}) belongs",
                    (p, l, in) -> back(p, l, in).elementMult(p.slope(l, p.a(l)))),
            new Mistake(
                    2,
                    "σ(z{l}) stands where σ′(z{l}) belongs",
                    (p, l, in) -> back(p, l, in).elementMult(p.a(l))),
            new Mistake(
                    2,
                    "a{l}(1 − a{l}), the slope of the sigmoid, stands where that of this activation belongs",
                    (p, l, in) -> product(back(p, l, in), sigmoidSlope(p, l))),
            new Mistake(
                    2,
                    "σ′(z{n}), of the next layer, stands where σ′(z{l}) belongs",
                    (p, l, in) -> product(back(p, l, in), p.slope(l + 1, p.z(l + 1)))),
            new Mistake(
                    2,
                    "σ′ of the output layer's z stands where σ′(z{l}) belongs",
                    (p, l, in) -> p.depth() == 2 ? null : product(back(p, l, in), p.slope(p.depth(), p.z(p.depth())))),
            new Mistake(
                    2,
                    "w{n} stands where its transpose belongs",
                    (p, l, in) -> p.w(l + 1).getNumCols() == p.w(l + 1).getNumRows()
                            ? p.w(l + 1).mult(in).elementMult(p.slope(l, p.z(l)))
                            : null),
            new Mistake(
                    2,
                    "w{l} stands where w{n} belongs",
                    (p, l, in) -> p.w(l).getNumRows() == in.getNumRows() && p.w(l).getNumCols() == p.w(l).getNumRows()
                            ? p.w(l).transpose().mult(in).elementMult(p.slope(l, p.z(l)))
                            : null),
            new Mistake(
                    2,
                    "δ{n} goes through the weights of one neuron only, without the sum over the next layer",
                    (p, l, in) -> in.getNumRows() == 1
                            ? null
                            : p.w(l + 1)
                                    .extractVector(true, 0)
                                    .transpose()
                                    .mult(in.extractVector(true, 0))
                                    .elementMult(p.slope(l, p.z(l)))),
            new Mistake(
                    3,
                    "∂C/∂b{l} is taken as 0, so that biases are never updated",
                    (p, l, in) -> new SimpleMatrix(in.getNumRows(), 1)),
            new Mistake(
                    3,
                    "only the last example is counted",
                    (p, l, in) -> in.getNumCols() == 1 ? null : in.getColumn(in.getNumCols() - 1)),
            new Mistake(
                    3,
                    "only the first example is counted",
                    (p, l, in) -> in.getNumCols() == 1 ? null : in.getColumn(0)),
            new Mistake(
                    3,
                    "δ{l} is summed over the neurons too, so that all biases get the same",
                    (p, l, in) -> in.getNumRows() == 1 ? null : filled(in.getNumRows(), 1, in.elementSum())),
            new Mistake(
                    3,
                    "δ{l} is multiplied by σ′(z{l}) a second time",
                    (p, l, in) -> Rules.RIGHT.bias().of(p, l, in.elementMult(p.slope(l, p.z(l))))),
            new Mistake(
                    3,
                    "δ{l} is multiplied by a{l}",
                    (p, l, in) -> Rules.RIGHT.bias().of(p, l, in.elementMult(p.a(l)))),
            new Mistake(
                    4,
                    "a{l} stands where a{p} belongs",
                    (p, l, in) -> p.a(l).getNumRows() == p.a(l - 1).getNumRows() ? in.mult(p.a(l).transpose()) : null),
            new Mistake(
                    4,
                    "z{p} stands where a{p} belongs",
                    (p, l, in) -> l == 1 ? null : in.mult(p.z(l - 1).transpose())),
            new Mistake(
                    4,
                    "the product is transposed: a{p}(δ{l})ᵀ",
                    (p, l, in) -> in.getNumRows() == p.a(l - 1).getNumRows()
                            ? p.a(l - 1).mult(in.transpose())
                            : null),
            new Mistake(
                    4,
                    "δ{l} is multiplied by σ′(z{l}) a second time",
                    (p, l, in) ->
                            in.elementMult(p.slope(l, p.z(l))).mult(p.a(l - 1).transpose())),
            new Mistake(
                    4,
                    "only the last example is counted",
                    (p, l, in) -> in.getNumCols() == 1
                            ? null
                            : in.getColumn(in.getNumCols() - 1)
                                    .mult(p.a(l - 1)
                                            .getColumn(in.getNumCols() - 1)
                                            .transpose())));

    private static SimpleMatrix back(Problem p, int l, SimpleMatrix nextDelta) {
        return p.w(l + 1).transpose().mult(nextDelta);
    }

    private static SimpleMatrix product(SimpleMatrix a, SimpleMatrix b) {
        return b != null && a.getNumRows() == b.getNumRows() ? a.elementMult(b) : null;
    }

    private static SimpleMatrix sigmoidSlope(Problem p, int l) {
        SimpleMatrix a = p.a(l);
        return p.network().layer(l).activation() == Activation.SIGMOID
                ? null
                : a.elementMult(a.scale(-1).plus(1));
    }

    private static SimpleMatrix filled(int rows, int columns, double value) {
        SimpleMatrix m = new SimpleMatrix(rows, columns);
        m.fill(value);
        return m;
    }

    /** A mistake made in some layers of a problem. */
    record Planted(Mistake mistake, Set<Integer> layers, int depth) {

        int equation() {
            return mistake.equation();
        }

        /** What was done, and where. */
        String sentence() {
            int l = layers.iterator().next();
            boolean some = layers.size() == 1 && mistake.equation() != 1;
            String text = mistake.sentence()
                    .replace("{l}", layers.size() > 1 ? "ˡ" : Question.named("", l))
                    .replace("{n}", layers.size() > 1 ? "ˡ⁺¹" : Question.named("", l + 1))
                    .replace("{p}", layers.size() > 1 ? "ˡ⁻¹" : Question.named("", l - 1));
            return "BP" + mistake.equation() + (some && possibleLayers() > 1 ? ", layer " + l : "") + ": " + text;
        }

        private int possibleLayers() {
            return mistake.equation() == 2 ? depth - 1 : depth;
        }

        /** The rules with the mistake, or null from an equation whose shapes do not allow it. */
        Rules in(Rules rules) {
            Slip slip = mistake.slip();
            return switch (mistake.equation()) {
                case 1 -> rules.withOutput(p -> slip.of(p, p.depth(), p.costGradient()));
                case 2 ->
                    rules.withHidden((p, l, in) -> layers.contains(l)
                            ? slip.of(p, l, in)
                            : rules.hidden().of(p, l, in));
                case 3 ->
                    rules.withBias((p, l, in) -> layers.contains(l)
                            ? slip.of(p, l, in)
                            : rules.bias().of(p, l, in));
                default ->
                    rules.withWeight((p, l, in) -> layers.contains(l)
                            ? slip.of(p, l, in)
                            : rules.weight().of(p, l, in));
            };
        }

        /** Whether the shapes of the problem allow it. */
        boolean fits(Problem p) {
            return layers.stream().allMatch(l -> {
                SimpleMatrix in =
                        mistake.equation() == 1 ? p.costGradient() : p.delta(mistake.equation() == 2 ? l + 1 : l);
                return Optional.ofNullable(mistake.slip().of(p, l, in)).isPresent();
            });
        }
    }

    /** Every way to make the mistakes of the catalogue in a problem: in all layers that allow it, or in one. */
    static List<Planted> all(Problem p, Set<Integer> equations) {
        List<Planted> planted = new ArrayList<>();
        for (Mistake mistake : CATALOGUE) {
            if (!equations.contains(mistake.equation())) {
                continue;
            }
            int first = mistake.equation() == 1 ? p.depth() : 1;
            int last = mistake.equation() == 2 ? p.depth() - 1 : p.depth();
            Set<Integer> possible = IntStream.rangeClosed(first, last)
                    .boxed()
                    .filter(l -> new Planted(mistake, Set.of(l), p.depth()).fits(p))
                    .collect(Collectors.toSet());
            Stream<Set<Integer>> choices = possible.size() > 1
                    ? Stream.concat(Stream.of(possible), possible.stream().map(Set::of))
                    : possible.stream().map(Set::of);
            choices.forEach(layers -> planted.add(new Planted(mistake, layers, p.depth())));
        }
        return planted;
    }
}
