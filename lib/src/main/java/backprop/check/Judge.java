package backprop.check;

import backprop.check.Report.Explanation;
import backprop.check.Scope.Block;
import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Judges an answer, block by block: right, wrong or not to be told. Why it is wrong is another question, for the
 * {@link CauseFinder}, asked when somebody reads the report.
 *
 * @param given one matrix per block of the scope
 * @param typed whether the numbers may be few digits of longer ones
 * @param parameterRounding the rounding of each parameter, in units of its own size, that the numbers had to pass through
 */
record Judge(Case problem, Scope scope, List<SimpleMatrix> given, boolean typed, double parameterRounding) {
    Report report() {
        return report(UnaryOperator.identity());
    }

    /** With more to say of the cause. */
    Report report(UnaryOperator<Explanation> more) {
        List<SimpleMatrix> expected = Answer.right(scope, problem);
        return Soundness.fault(problem).or(() -> misshapen(expected)).orElseGet(() -> judged(expected, more));
    }

    private Report judged(List<SimpleMatrix> expected, UnaryOperator<Explanation> more) {
        Precision precision = precision();
        List<Comparison> compared = compared(expected, precision);
        List<Report.Line> lines = new ArrayList<>();
        List<Report.Mismatch> mismatches = new ArrayList<>();
        for (int block = 0; block < given.size(); block++) {
            String name = scope.blocks().get(block).name();
            lines.add(line(name, compared.get(block), given.get(block).getNumCols(), precision));
            if (compared.get(block).verdict() == Verdict.FAIL) {
                mismatches.add(new Report.Mismatch(name, given.get(block), expected.get(block)));
            }
        }
        List<String> kinks = Soundness.kinks(problem);
        return mismatches.isEmpty()
                ? new Report(title(lines), lines, kinks)
                : new Report(title(lines), lines, kinks, mismatches, () -> more.apply(explanation(precision)));
    }

    private Explanation explanation(Precision precision) {
        return new CauseFinder(scope, problem, given, precision).find();
    }

    private Precision precision() {
        return typed ? Precision.of(given) : Precision.computed(given);
    }

    /** The verdict alone. */
    Verdict verdict() {
        List<Comparison> compared = compared(Answer.right(scope, problem), precision());
        return Verdict.worst(compared.stream().map(Comparison::verdict).toList());
    }

    private List<Comparison> compared(List<SimpleMatrix> expected, Precision precision) {
        Rounding strict = Rounding.strict(problem);
        Rounding textbook = Rounding.textbook(problem);
        return IntStream.range(0, given.size())
                .mapToObj(i -> {
                    Block block = scope.blocks().get(i);
                    SimpleMatrix bound = passedThroughParameters(block, strict.of(block));
                    return Comparison.withRounding(given.get(i), expected.get(i), bound, textbook.of(block), precision);
                })
                .toList();
    }

    private SimpleMatrix passedThroughParameters(Block block, SimpleMatrix bound) {
        if (parameterRounding == 0) {
            return bound;
        }
        int l = block.layer();
        SimpleMatrix p = block.equation() == Equation.BP4
                ? problem.w(l)
                : problem.network().b(l);
        return bound.plus(Rounding.abs(p).scale(parameterRounding));
    }

    private static Report.Line line(String what, Comparison compared, int columns, Precision precision) {
        int wrong = compared.count(Verdict.FAIL);
        int unclear = compared.count(Verdict.CANNOT_TELL);
        int entries = compared.size();
        String all = entries + (entries == 1 ? " entry" : " entries");
        String right = (entries == 1 ? "right" : "right in all " + all) + precision.words();
        String finding = wrong > 0
                ? "wrong in " + wrong + " of " + all + where(compared, columns)
                : unclear == 0
                        ? right
                        : "cannot tell in " + unclear + " of " + all
                                + ": they differ, but by no more than rounding in σ(1 − σ) explains; try smaller weights";
        return new Report.Line(compared.verdict(), what, finding, wrong > 0 ? numbers(compared, columns) : "");
    }

    /** A row belongs to a neuron of the layer, a column to one of the layer before. */
    private static String where(Comparison compared, int columns) {
        return compared.count(Verdict.FAIL) < 2
                ? ""
                : only("row", compared, compared.size() / columns, i -> i / columns)
                        + only("column", compared, columns, i -> i % columns);
    }

    private static String only(String what, Comparison compared, int of, IntUnaryOperator place) {
        BitSet wrong = new BitSet();
        IntStream.of(compared.indices(Verdict.FAIL)).map(place).forEach(wrong::set);
        return of > 1 && wrong.cardinality() == 1 ? ", all in " + what + " " + wrong.nextSetBit(0) : "";
    }

    private static String numbers(Comparison compared, int columns) {
        int worst = compared.worst().orElseThrow();
        String place = columns == 1 ? "[" + worst + "]" : "[" + worst / columns + "][" + worst % columns + "]";
        return "worst " + place + ": yours " + Numbers.text(compared.given()[worst], 4) + ", expected "
                + Numbers.text(compared.expected()[worst], 4);
    }

    private Optional<Report> misshapen(List<SimpleMatrix> expected) {
        List<Report.Line> lines = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String name = scope.blocks().get(i).name();
            misshape(given.get(i), expected.get(i))
                    .map(it -> new Report.Line(Verdict.FAIL, name, it))
                    .ifPresent(lines::add);
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Report(scope.title() + ": impossible shape", lines));
    }

    private Optional<String> misshape(SimpleMatrix yours, SimpleMatrix right) {
        if (yours == null) {
            return Optional.of("is null");
        }
        boolean sameRows = yours.getNumRows() == right.getNumRows();
        if (sameRows && yours.getNumCols() == right.getNumCols()) {
            return Optional.empty();
        }
        boolean turned = yours.getNumRows() == right.getNumCols() && yours.getNumCols() == right.getNumRows();
        boolean notSummed = sameRows && yours.getNumCols() == problem.examples();
        return Optional.of("is " + Require.shape(yours) + ", but must be " + Require.shape(right)
                + (turned ? ": transposed?" : "")
                + (notSummed ? ": not summed over the examples?" : ""));
    }

    private String title(List<Report.Line> lines) {
        boolean isRight = lines.stream().allMatch(line -> line.verdict() == Verdict.PASS);
        return scope.title()
                + lines.stream()
                        .filter(line -> line.verdict() == Verdict.FAIL)
                        .findFirst()
                        .map(line -> ": WRONG, first in " + line.what())
                        .orElse(isRight ? ": right" : ": right as far as it can be judged");
    }
}
