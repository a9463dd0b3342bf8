package backprop.check;

import backprop.internal.Require;
import backprop.text.Numbers;
import backprop.text.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * The claims of a text, each held against a number: the number decides, not the author of the audit. A value; each method
 * returns an audit with one more row.
 *
 * @param source the text, such as {@code note 004}
 * @param rows one per claim, in the order of the text
 */
public record Audit(String source, List<Row> rows) {
    private static final double EQUAL = 1e-8; // far above the error of a difference of order 6, far below any slip
    private static final int MORE_DIGITS = 2;

    /**
     * One claim.
     *
     * @param place where it stands
     * @param claim what it says
     * @param holds whether the number bears it out
     * @param number the number that decides
     * @param remark if it holds, under which convention; if not, what it should be. Empty if there is nothing to add
     */
    public record Row(String place, String claim, boolean holds, String number, String remark) {
        public Row {
            Require.notBlank("place", place);
            Require.notBlank("claim", claim);
            Require.notBlank("number", number);
            Require.given("remark", remark);
        }

        /** Returns {@code ✓ right, …} or {@code ✗ wrong: …}. */
        public String verdict() {
            return (holds ? "✓ right" : "✗ wrong") + (remark.isEmpty() ? "" : (holds ? ", " : ": ") + remark);
        }
    }

    public Audit {
        Require.notBlank("source", source);
        rows = Require.allGiven("rows", rows);
    }

    /** An audit without claims yet. */
    public static Audit of(String source) {
        return new Audit(source, List.of());
    }

    /**
     * Adds a claim that a condition decides.
     *
     * @param place where it stands
     * @param claim what it says
     * @param holds whether it is so
     * @param number the number behind the condition
     * @param remark at most one: the convention, or what it should be
     */
    public Audit claim(String place, String claim, boolean holds, Object number, String... remark) {
        Require.that(Require.allGiven("remark", remark).size() <= 1, "remark", "be one text at most", remark.length);
        List<Row> longer = new ArrayList<>(rows);
        longer.add(new Row(place, claim, holds, Table.text(number), remark.length == 0 ? "" : remark[0]));
        return new Audit(source, longer);
    }

    /**
     * Adds a claim that two numbers are equal. They are if they differ by less than 1e-8 of the second, which leaves room
     * for the error of a difference of order 6. The number that decides is their difference as a share of the second (of 1,
     * if that is 0).
     */
    public Audit equal(String place, String claim, double claimed, double truth, String... remark) {
        return equal(place, claim, scalar(claimed), scalar(truth), remark);
    }

    /**
     * Adds a claim that two matrices are equal: they have the same shape, and differ by less than 1e-8 of the largest entry
     * of the second. The number that decides is the largest difference as a share of that entry, or both shapes.
     */
    public Audit equal(String place, String claim, SimpleMatrix claimed, SimpleMatrix truth, String... remark) {
        Require.given("claimed", claimed);
        Require.given("truth", truth);
        String shape = Require.shape(claimed);
        if (!shape.equals(Require.shape(truth))) {
            return claim(place, claim, false, shape + ", not " + Require.shape(truth), remark);
        }
        double scale = largest(truth) == 0 ? 1 : largest(truth);
        double difference = largest(claimed.minus(truth)) / scale;
        return claim(place, claim, difference < EQUAL, Numbers.text(difference, difference < EQUAL ? 1 : 2), remark);
    }

    /**
     * Adds a claim that two matrices are equal, where the first may not exist: its shapes do not fit, or a layer is not there.
     */
    public Audit equal(
            String place, String claim, Supplier<SimpleMatrix> claimed, SimpleMatrix truth, String... remark) {
        Require.given("claimed", claimed);
        SimpleMatrix value;
        try {
            value = claimed.get();
        } catch (RuntimeException cannotBeComputed) {
            return claim(place, claim, false, "cannot be computed", remark);
        }
        return value == null
                ? claim(place, claim, false, "is null", remark)
                : equal(place, claim, value, truth, remark);
    }

    /**
     * Adds a claim that a quantity has a published value. It has if ours rounds to it.
     *
     * @param printed the value as printed, such as {@code 0.291027924} or {@code 3.5e-5}: its digits say how exact it is
     * @param ours the value computed; shown with two digits more
     * @param remark at most one: the convention, or where the difference comes from
     */
    public Audit printed(String place, String what, String printed, double ours, String... remark) {
        Require.notBlank("what", what);
        Require.notBlank("printed", printed);
        BigDecimal value;
        try {
            value = new BigDecimal(printed);
        } catch (NumberFormatException notANumber) {
            throw Require.broken("printed", "be a decimal number, such as 0.98", printed);
        }
        BigDecimal halfUnit = new BigDecimal("0.5").scaleByPowerOfTen(-value.scale()); // of the last digit
        boolean holds = Double.isFinite(ours)
                && new BigDecimal(ours).subtract(value).abs().compareTo(halfUnit) <= 0;
        int digits = Math.min(17, value.precision() + MORE_DIGITS);
        return claim(place, what + " = " + printed, holds, Numbers.text(ours, digits), remark);
    }

    /** Returns how many claims hold. */
    public int right() {
        return (int) rows.stream().filter(Row::holds).count();
    }

    /** Returns the claims that do not hold. */
    public Audit wrong() {
        return new Audit(source, rows.stream().filter(row -> !row.holds()).toList());
    }

    /** Returns the audit as a table: place, claim, the number that decides, verdict. */
    public Table table() {
        Table table = Table.of("place", "claim", "number", "verdict");
        for (Row row : rows) {
            table = table.row(row.place(), row.claim(), row.number(), row.verdict());
        }
        return table;
    }

    /** The table, under a line that counts. */
    @Override
    public String toString() {
        return source + ": " + right() + " of " + rows.size() + " claims are right\n" + table();
    }

    private static SimpleMatrix scalar(double value) {
        return new SimpleMatrix(new double[][] {{value}});
    }

    /** Returns the largest absolute entry; NaN if one is NaN. */
    private static double largest(SimpleMatrix m) {
        return IntStream.range(0, m.getNumElements())
                .mapToDouble(i -> Math.abs(m.get(i)))
                .reduce(0, Math::max);
    }
}
