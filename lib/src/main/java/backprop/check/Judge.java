package backprop.check;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Judges an answer, block by block: right, wrong or not to be told. Why it is wrong is another question, for the
 * {@link CauseFinder}, asked when somebody reads the report.
 *
 * @param given one matrix per block of the scope
 * @param typed whether the numbers may be few digits of longer ones
 * @param passage where the numbers lost digits before they came here
 */
record Judge(Case problem, Scope scope, List<SimpleMatrix> given, boolean typed, Passage passage) {
    /**
     * What numbers passed through that rounded them.
     *
     * @param rounding how far that may move each, block by block; empty if it was nothing
     * @param doubt what to say where that is too far
     */
    record Passage(List<SimpleMatrix> rounding, String doubt) {
        static final Passage NONE = new Passage(List.of(), "");

        double rounding(int block, int i) {
            return rounding.isEmpty() ? 0 : rounding.get(block).get(i);
        }
    }

    Judge(Case problem, Scope scope, List<SimpleMatrix> given, boolean typed) {
        this(problem, scope, given, typed, Passage.NONE);
    }

    Report report() {
        return report(List.of(), UnaryOperator.identity());
    }

    /** With other hypotheses that may explain the numbers, and more to say of the cause. */
    Report report(List<Hypothesis> others, UnaryOperator<Explanation> more) {
        return Soundness.fault(problem).or(this::misshapen).orElseGet(() -> judged(others, more));
    }

    private Report judged(List<Hypothesis> others, UnaryOperator<Explanation> more) {
        Bounds bounds = new Bounds(this);
        List<Report.Line> lines = new ArrayList<>();
        List<Report.Mismatch> mismatches = new ArrayList<>();
        for (int block = 0; block < given.size(); block++) {
            String name = scope.blocks().get(block).name();
            lines.add(line(name, block, bounds));
            if (bounds.compared(block).verdict() == Verdict.FAIL) {
                mismatches.add(new Report.Mismatch(
                        name, given.get(block), bounds.right().get(block)));
            }
        }
        List<String> notes = new ArrayList<>(Soundness.kinks(problem, 0));
        if (isLostByDivision()) {
            notes.add(
                    "An output has rounded to 0 or 1, where ∇ₐC is infinite: your formula may be right, and its numbers "
                            + "cannot be. Cancel first: δ = a − y.");
        }
        return new Report(
                Report.title(scope.title(), lines, !bounds.tellNothing()),
                lines,
                notes,
                mismatches,
                () -> more.apply(new CauseFinder(this, bounds, others).find()));
    }

    /** Whether numbers are not finite where dividing by a or 1 − a would make them so. */
    private boolean isLostByDivision() {
        return problem.costOfZ().isPresent()
                && problem.costGradient().hasUncountable()
                && given.stream().anyMatch(SimpleMatrix::hasUncountable);
    }

    /** Why the numbers are wrong, if they are. */
    Explanation explanation() {
        return new CauseFinder(this, new Bounds(this), List.of()).find();
    }

    Precision precision() {
        return typed ? Precision.of(given) : Precision.computed(given);
    }

    /** The verdict alone. */
    Verdict verdict() {
        Bounds bounds = new Bounds(this);
        return Verdict.worst(IntStream.range(0, given.size())
                .mapToObj(block -> bounds.compared(block).verdict())
                .toList());
    }

    private Report.Line line(String what, int block, Bounds bounds) {
        Comparison compared = bounds.compared(block);
        int columns = given.get(block).getNumCols();
        int wrong = compared.count(Verdict.FAIL);
        int unclear = compared.count(Verdict.CANNOT_TELL);
        int entries = compared.size();
        String all = entries + (entries == 1 ? " entry" : " entries");
        String right = (entries == 1 ? "right" : "right in all " + all)
                + bounds.precision().words();
        String finding = wrong > 0
                ? "wrong in " + wrong + " of " + all + where(compared, columns) + notFinite(compared)
                : unclear == 0 ? right : "cannot tell in " + unclear + " of " + all + ": " + bounds.doubts(block);
        return new Report.Line(compared.verdict(), what, finding, wrong > 0 ? numbers(compared, columns) : "");
    }

    private static String notFinite(Comparison compared) {
        boolean isNaN = DoubleStream.of(compared.given()).anyMatch(Double::isNaN);
        boolean isInfinite = DoubleStream.of(compared.given()).anyMatch(Double::isInfinite);
        return isNaN ? ", with NaN among them" : isInfinite ? ", with ∞ among them" : "";
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
        return "worst " + place + ": " + compared.numbers(worst);
    }

    /** The report of numbers that cannot be compared. */
    Optional<Report> misshapen() {
        List<SimpleMatrix> expected = Answer.right(scope, problem);
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
}
