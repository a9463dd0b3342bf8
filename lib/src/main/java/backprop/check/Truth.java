package backprop.check;

import backprop.Gradient;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** What is right on a case, forward and back, and how far rounding may move it. */
final class Truth {
    private final Case c;
    private final Rounding error;
    private final Rounding strict;
    private final Rounding textbook;

    Truth(Case c) {
        this.c = c;
        error = Rounding.withoutKinks(c);
        strict = Rounding.strict(c);
        textbook = Rounding.textbook(c);
    }

    /** Right numbers, with their bounds as in {@link Known}. */
    record Value(SimpleMatrix right, SimpleMatrix error, SimpleMatrix strict, SimpleMatrix textbook) {
        int size() {
            return right.getNumElements();
        }

        Known known(int i, Precision precision) {
            return new Known(right.get(i), error.get(i), strict.get(i), textbook.get(i), precision);
        }

        Comparison compared(Typed given) {
            return Comparison.withRounding(
                    given.numbers(),
                    IntStream.range(0, size())
                            .mapToObj(i -> known(i, given.precision(i)))
                            .toArray(Known[]::new));
        }

        Value entry(int row, int column) {
            return each(m -> m.extractMatrix(row, row + 1, column, column + 1));
        }

        Value each(UnaryOperator<SimpleMatrix> part) {
            return new Value(part.apply(right), part.apply(error), part.apply(strict), part.apply(textbook));
        }

        /** Of a single number: how far computed ones may be off. */
        double bound() {
            return strict.get(0) + textbook.get(0);
        }

        /** The finding of one number, or of numbers that need no names. */
        Report.Line line(String what, Typed given) {
            return line(what, given, i -> "");
        }

        /** A finding: right, wrong or not to be told, and the worst number under the name that its index has. */
        Report.Line line(String what, Typed given, IntFunction<String> entry) {
            Comparison compared = compared(given);
            int all = compared.size();
            int wrong = compared.count(Verdict.FAIL);
            int unclear = compared.count(Verdict.CANNOT_TELL);
            String of = all == 1 ? "" : " in " + (wrong > 0 ? wrong : unclear) + " of " + all + " entries";
            String finding = wrong > 0
                    ? "wrong" + of
                    : unclear > 0
                            ? "cannot tell" + of + ": " + doubts(given)
                            : "right" + (all == 1 ? "" : " in all " + all + " entries") + given.words();
            return new Report.Line(compared.verdict(), what, finding, wrong == 0 ? "" : numbers(compared, entry));
        }

        private String doubts(Typed given) {
            return IntStream.range(0, size())
                    .mapToObj(i ->
                            known(i, given.precision(i)).doubt(given.numbers().get(i)))
                    .flatMap(Optional::stream)
                    .distinct()
                    .collect(Collectors.joining("; "));
        }

        private static String numbers(Comparison compared, IntFunction<String> entry) {
            int worst = compared.clearest().orElseThrow();
            return (compared.size() == 1 ? "" : "worst " + entry.apply(worst) + ": ") + compared.numbers(worst);
        }
    }

    /** δˡ, ∂C/∂bˡ, ∂C/∂wˡ or ∂C/∂x. */
    Value of(Block block) {
        Scope scope = new Scope(block.name(), List.of(block), true);
        return of(Answer.right(scope, c).get(0), block);
    }

    /** The same of what is known to be right. */
    Value of(SimpleMatrix right, Block block) {
        return value(right, rounding -> rounding.of(block));
    }

    Value of(Quantity quantity) {
        int l = quantity.layer();
        return switch (quantity.kind()) {
            case W, B, X, DELTA -> of(quantity.block(c.depth()).orElseThrow());
            case DA -> activationGradient(l);
            case Z -> z(l);
            case A -> a(l);
            case C -> cost();
            case GRADIENT -> gradient();
        };
    }

    Value z(int l) {
        return value(c.z(l), rounding -> rounding.z(l));
    }

    Value a(int l) {
        return value(c.a(l), rounding -> rounding.a(l));
    }

    /** g′(zˡ). */
    Value slope(int l) {
        return value(c.slope(l), rounding -> rounding.slope(l));
    }

    /** ∂C/∂aˡ. */
    Value activationGradient(int l) {
        SimpleMatrix right =
                l == c.depth() ? c.costGradient() : c.w(l + 1).transpose().mult(c.delta(l + 1));
        return value(right, rounding -> rounding.activationGradient(l));
    }

    /** C, one number. */
    Value cost() {
        double right = c.costOf(c.network());
        return value(number(right), rounding -> number(rounding.cost(right)));
    }

    /** ∇C, one number after another as in {@link Case#vector}. */
    Value gradient() {
        List<Value> w = IntStream.rangeClosed(1, c.depth())
                .mapToObj(l -> of(new Block(Equation.BP4, l)))
                .toList();
        List<Value> b = IntStream.rangeClosed(1, c.depth())
                .mapToObj(l -> of(new Block(Equation.BP3, l)))
                .toList();
        Function<Function<Value, SimpleMatrix>, SimpleMatrix> vector = part -> new SimpleMatrix(c.vector(
                new Gradient(w.stream().map(part).toList(), b.stream().map(part).toList())));
        return new Value(
                vector.apply(Value::right),
                vector.apply(Value::error),
                vector.apply(Value::strict),
                vector.apply(Value::textbook));
    }

    static SimpleMatrix number(double value) {
        return SimpleMatrix.filled(1, 1, value);
    }

    private Value value(SimpleMatrix right, Function<Rounding, SimpleMatrix> bound) {
        return new Value(right, bound.apply(error), bound.apply(strict), bound.apply(textbook));
    }
}
