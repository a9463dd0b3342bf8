package backprop.check;

import backprop.text.Numbers;
import java.util.BitSet;
import org.ejml.simple.SimpleMatrix;

/** The verdict on one block of numbers, entry by entry. */
record Judged(int entries, int wrong, int unclear, int worst, String where, SimpleMatrix given, SimpleMatrix expected) {

    /**
     * An entry is right within its strict bound, or within the textbook bound if that still means something: a bound
     * larger than a millionth of the entry would let anything pass.
     */
    static Judged of(
            SimpleMatrix given,
            SimpleMatrix expected,
            SimpleMatrix strict,
            SimpleMatrix textbook,
            Precision precision) {
        int wrong = 0;
        int unclear = 0;
        int worst = 0;
        double largest = -1;
        BitSet rows = new BitSet();
        BitSet columns = new BitSet();
        for (int i = 0; i < given.getNumElements(); i++) {
            double off = Math.abs(given.get(i) - expected.get(i));
            double bound = strict.get(i) + precision.tolerance(given.get(i), strict.get(i));
            double lenient = textbook.get(i) + bound;
            if (off <= bound) {
                continue;
            }
            if (off <= lenient) {
                unclear += lenient <= 1e-6 * Math.abs(expected.get(i)) ? 0 : 1;
            } else {
                wrong++;
                rows.set(i / given.getNumCols());
                columns.set(i % given.getNumCols());
                if (!(off <= largest)) {
                    largest = off;
                    worst = i;
                }
            }
        }
        String where =
                wrong < 2 ? "" : only("row", rows, given.getNumRows()) + only("column", columns, given.getNumCols());
        return new Judged(given.getNumElements(), wrong, unclear, worst, where, given, expected);
    }

    /** A row belongs to a neuron of the layer, a column to one of the layer before. */
    private static String only(String what, BitSet wrong, int of) {
        return of > 1 && wrong.cardinality() == 1 ? ", all in " + what + " " + wrong.nextSetBit(0) : "";
    }

    Verdict verdict() {
        return wrong > 0 ? Verdict.FAIL : unclear > 0 ? Verdict.CANNOT_TELL : Verdict.PASS;
    }

    Report.Line line(String what, Precision precision) {
        return new Report.Line(verdict(), what, finding(precision), wrong > 0 ? numbers() : "");
    }

    private String numbers() {
        int columns = given.getNumCols();
        String place = columns == 1 ? "[" + worst + "]" : "[" + worst / columns + "][" + worst % columns + "]";
        return "worst " + place + ": yours " + number(given.get(worst)) + ", expected " + number(expected.get(worst));
    }

    private String finding(Precision precision) {
        String all = entries + (entries == 1 ? " entry" : " entries");
        if (wrong > 0) {
            return "wrong in " + wrong + " of " + all + where;
        }
        if (unclear > 0) {
            return "cannot tell in " + unclear + " of " + all
                    + ": they differ, but by no more than rounding in σ(1 − σ) explains; try smaller weights";
        }
        return (entries == 1 ? "right" : "right in all " + all) + precision.words();
    }

    private static String number(double value) {
        return Numbers.text(value, 4);
    }
}
