package backprop.check;

import backprop.check.Scope.Block;
import backprop.text.Numbers;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** What is right on a case, forward and back, and how far rounding may move it. */
final class Truth {
    private final Case c;
    private final Rounding strict;
    private final Rounding textbook;

    Truth(Case c) {
        this.c = c;
        strict = Rounding.strict(c);
        textbook = Rounding.textbook(c);
    }

    /** Right numbers, with their bounds as in {@link Comparison#withRounding}. */
    record Value(SimpleMatrix right, SimpleMatrix strict, SimpleMatrix textbook) {
        Comparison compared(SimpleMatrix given, Precision precision) {
            return Comparison.withRounding(given, right, strict, textbook, precision);
        }

        Value entry(int row, int column) {
            return each(m -> m.extractMatrix(row, row + 1, column, column + 1));
        }

        Value transposed() {
            return each(SimpleMatrix::transpose);
        }

        private Value each(Function<SimpleMatrix, SimpleMatrix> part) {
            return new Value(part.apply(right), part.apply(strict), part.apply(textbook));
        }

        /** Of a single number: how far computed ones may be off. */
        double bound() {
            return strict.get(0) + textbook.get(0);
        }

        /** A finding: right, wrong or not to be told, and the worst number under the name that its index has. */
        Report.Line line(String what, SimpleMatrix given, Precision precision, Function<Integer, String> entry) {
            Comparison compared = compared(given, precision);
            int all = compared.size();
            int wrong = compared.count(Verdict.FAIL);
            int unclear = compared.count(Verdict.CANNOT_TELL);
            String of = all == 1 ? "" : " in " + (wrong > 0 ? wrong : unclear) + " of " + all + " entries";
            String finding = wrong > 0
                    ? "wrong" + of
                    : unclear > 0
                            ? "cannot tell" + of + ": too small for the digits given, or for rounding"
                            : "right" + (all == 1 ? "" : " in all " + all + " entries") + precision.words();
            return new Report.Line(compared.verdict(), what, finding, wrong == 0 ? "" : numbers(compared, entry));
        }

        private static String numbers(Comparison compared, Function<Integer, String> entry) {
            int worst = compared.worst().orElseThrow();
            return (compared.size() == 1 ? "" : "worst " + entry.apply(worst) + ": ") + "yours "
                    + Numbers.text(compared.given()[worst], 4) + ", expected "
                    + Numbers.text(compared.expected()[worst], 4);
        }
    }

    /** δˡ, ∂C/∂bˡ, ∂C/∂wˡ or ∂C/∂x. */
    Value of(Block block) {
        Scope scope = new Scope(block.name(), List.of(block), true);
        return value(Answer.right(scope, c).get(0), rounding -> rounding.of(block));
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
        double penalty = IntStream.rangeClosed(1, c.depth())
                .mapToDouble(l -> c.w(l).elementMult(c.w(l)).elementSum() * c.lambda() / 2)
                .sum();
        double right = c.cost().of(c.network(), c.data()) + penalty;
        return value(number(right), rounding -> number(rounding.cost(right)));
    }

    static SimpleMatrix number(double value) {
        return SimpleMatrix.filled(1, 1, value);
    }

    private Value value(SimpleMatrix right, Function<Rounding, SimpleMatrix> bound) {
        return new Value(right, bound.apply(strict), bound.apply(textbook));
    }
}
