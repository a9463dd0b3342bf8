package backprop.check;

import backprop.check.Quantity.Kind;
import backprop.text.PastedMatrix;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * A way in which a matrix may be written down.
 *
 * @param words what to say of it; empty if it is the usual one
 * @param undone makes of what was written the matrix in the library's layout
 */
record Layout(String words, UnaryOperator<SimpleMatrix> undone) {
    /** Those that give the right shape, the usual one of a reading first. */
    static List<Layout> fitting(Quantity of, PastedMatrix numbers, SimpleMatrix right, SheetReading reading) {
        boolean isList = numbers.isList() || of.kind() == Kind.B;
        List<Layout> all =
                isList ? ofList(right) : of.kind() == Kind.W ? ofWeights(reading) : ofExamples(right, reading);
        return all.stream()
                .filter(layout -> Bounds.sameShape(layout.undone().apply(numbers.value()), right))
                .toList();
    }

    private static List<Layout> ofList(SimpleMatrix right) {
        int rows = right.getNumRows();
        int columns = right.getNumCols();
        Layout byRows = new Layout("", m -> reshaped(m, rows, columns));
        Layout byColumns =
                new Layout(", by columns", m -> reshaped(m, columns, rows).transpose());
        return rows == 1 || columns == 1 ? List.of(byRows) : List.of(byRows, byColumns);
    }

    private static SimpleMatrix reshaped(SimpleMatrix list, int rows, int columns) {
        return list.getNumElements() == rows * columns
                ? new SimpleMatrix(rows, columns, true, Comparison.numbers(list))
                : list;
    }

    private static List<Layout> ofWeights(SheetReading reading) {
        return either(reading.turned(), ", as w_jk: transposed", ", as w_ij: transposed");
    }

    private static List<Layout> ofExamples(SimpleMatrix right, SheetReading reading) {
        String asRow = right.getNumCols() == 1 ? "" : ", with one example per row";
        return either(reading.rows(), ", with one example per column", asRow);
    }

    private static List<Layout> either(boolean isTurned, String asItIs, String turned) {
        Layout plain = new Layout(isTurned ? asItIs : "", m -> m);
        Layout transposed = new Layout(isTurned ? "" : turned, SimpleMatrix::transpose);
        return isTurned ? List.of(transposed, plain) : List.of(plain, transposed);
    }
}
