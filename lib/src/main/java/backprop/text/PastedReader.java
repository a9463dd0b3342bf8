package backprop.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;

/** Reads a {@link PastedMatrix} from left to right, and says where it stumbles. */
final class PastedReader {
    private static final Set<String> WRAPPERS = Set.of(
            "array", "asarray", "matrix", "Matrix", "tensor", "Tensor", "Parameter", "Array", "float32", "float64");
    private static final Set<String> SINGLE = Set.of("tensor", "Tensor", "Parameter", "Array", "float32");
    private static final Pattern NAMED =
            Pattern.compile("\\s*(?:Parameter containing:\\s*)?(?:[\\p{L}_][\\p{L}\\d_.]*\\s*=\\s*)?");
    private static final Pattern WRAPPER =
            Pattern.compile("(?:[\\p{L}_][\\p{L}\\d_]*\\.)*+([\\p{L}_][\\p{L}\\d_]*)\\(");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_]");
    private static final int DEEPEST = 2;
    private static final String OPEN = "[({";
    private static final String CLOSE = "])}";
    private static final String TO_THE_END = "";

    private final Cursor in;
    private boolean isSingle;
    private boolean isDouble;

    PastedReader(String argument, String text) {
        in = new Cursor(argument, text.replace('−', '-').replace('–', '-').replace('\u00a0', ' '));
    }

    /** A number, or rows of items. */
    private record Item(Optional<PastedNumber> number, List<List<Item>> rows, int at) {
        boolean isNumber() {
            return number.isPresent();
        }
    }

    PastedMatrix read() {
        in.take(NAMED);
        boolean isEnclosed = in.isAt(OPEN) || in.isAtLetter();
        Item all = isEnclosed ? item(0, 0) : new Item(Optional.empty(), rows(TO_THE_END, 0), in.at());
        in.space(true);
        if (in.isAt(";")) {
            in.next();
            in.space(true);
        }
        if (!in.isAtEnd()) {
            throw in.refused("end where its matrix does");
        }
        List<List<Item>> rows = matrix(all);
        boolean isList = all.isNumber() || all.rows() == rows && rows.size() == 1;
        return matrix(
                rows.stream()
                        .map(row -> row.stream()
                                .map(item -> item.number().orElseThrow())
                                .toList())
                        .toList(),
                isList);
    }

    private PastedMatrix matrix(List<List<PastedNumber>> rows, boolean isList) {
        SimpleMatrix value = new SimpleMatrix(rows.size(), rows.get(0).size());
        SimpleMatrix decimals = value.createLike();
        double most = rows.stream()
                .flatMap(List::stream)
                .mapToDouble(PastedNumber::decimals)
                .max()
                .orElseThrow();
        for (int j = 0; j < value.getNumRows(); j++) {
            for (int k = 0; k < value.getNumCols(); k++) {
                PastedNumber number = rows.get(j).get(k);
                value.set(j, k, number.value());
                decimals.set(j, k, Double.isFinite(number.decimals()) ? number.decimals() : Math.max(0, most));
            }
        }
        return new PastedMatrix(value, decimals, isList, isSingle && !isDouble);
    }

    /** Rows of numbers, all of the same length. */
    private List<List<Item>> matrix(Item all) {
        List<List<Item>> rows = all.isNumber() ? List.of(List.of(all)) : all.rows();
        if (!rows.get(0).get(0).isNumber()) {
            rows = rows.stream().flatMap(List::stream).map(this::row).toList();
        }
        int columns = rows.get(0).size();
        for (List<Item> row : rows) {
            for (Item item : row) {
                if (!item.isNumber()) {
                    throw in.refused("hold numbers, or rows of numbers", item.at());
                }
            }
            if (row.size() != columns) {
                throw in.refused(
                        "have rows of the same length, " + columns, row.get(0).at());
            }
        }
        return rows;
    }

    private List<Item> row(Item item) {
        if (item.isNumber() || item.rows().size() > 1) {
            throw in.refused("hold numbers, or rows of numbers", item.at());
        }
        return item.rows().get(0);
    }

    /** A number, a list in brackets, or either in the parentheses of {@code array(…)}. */
    private Item item(int brackets, int wrappers) {
        int start = in.at();
        if (in.isAt(OPEN)) {
            if (brackets == DEEPEST) {
                throw in.refused("be at most " + DEEPEST + " brackets deep");
            }
            String close = String.valueOf(CLOSE.charAt(OPEN.indexOf(in.next())));
            return new Item(Optional.empty(), rows(close, brackets + 1), start);
        }
        String name = wrappers < DEEPEST ? in.named(WRAPPER) : "";
        if (!WRAPPERS.contains(name)) {
            return new Item(Optional.of(PastedNumber.read(in)), List.of(), start);
        }
        isSingle |= SINGLE.contains(name);
        isDouble |= name.equals("float64");
        in.take(WRAPPER);
        in.space(true);
        Item inner = item(brackets, wrappers + 1);
        options();
        return inner;
    }

    /** Rows up to a closing bracket, or to the end, where each line is one; {@code ;} ends a row, too. */
    private List<List<Item>> rows(String close, int brackets) {
        List<List<Item>> rows = new ArrayList<>();
        List<Item> row = new ArrayList<>();
        boolean afterComma = false;
        Separators separators = new Separators();
        while (true) {
            boolean spaced = in.space(!close.isEmpty());
            boolean isEnd = close.isEmpty() ? in.isAtEnd() : in.isAt(close);
            if (isEnd || in.isAt(";\n")) {
                if (!row.isEmpty()) {
                    rows.add(row);
                }
                row = new ArrayList<>();
                afterComma = false;
                if (isEnd) {
                    break;
                }
                in.next();
            } else if (in.isAt(",") && !row.isEmpty() && !afterComma) {
                separators.comma(!spaced && in.isBeforeDigit(), close.isEmpty());
                afterComma = true;
                in.next();
            } else {
                boolean isNext = !row.isEmpty() && row.get(row.size() - 1).isNumber();
                if (in.isAtEnd() || isNext && !afterComma && !spaced) {
                    throw in.refused(in.isAtEnd() ? "close its brackets" : "hold numbers only");
                }
                separators.next(isNext && !afterComma);
                row.add(item(brackets, 0));
                afterComma = false;
            }
        }
        if (rows.isEmpty()) {
            throw in.refused("hold a number");
        }
        if (!close.isEmpty()) {
            in.next();
        }
        return rows;
    }

    /** What stands between the numbers of a list: of {@code 0,5 0,7} nobody knows which comma is which. */
    private final class Separators {
        private boolean space;
        private boolean tight;
        private boolean loose;

        void comma(boolean isTight, boolean isBare) {
            if (isTight && isBare) {
                throw in.refused("have a point before decimals, or a space after a comma");
            }
            tight |= isTight;
            loose |= !isTight;
        }

        void next(boolean afterSpace) {
            space |= afterSpace;
            if (space && (tight || loose) || tight && loose && !in.contains('.')) {
                throw in.refused("separate its numbers in one way, and have a point before decimals");
            }
        }
    }

    /** What follows in the parentheses of {@code tensor(…)}: named values, which are skipped but for the precision. */
    private void options() {
        in.space(true);
        while (in.isAt(",")) {
            in.next();
            in.space(true);
            if (!in.isAt(")") && !in.isAt(WORD)) {
                throw in.refused("hold one matrix");
            }
            String option = option();
            isSingle |= option.contains("float32") || option.contains("float16") || option.contains("half");
            isDouble |= option.contains("float64") || option.contains("double");
        }
        if (!in.isAt(")")) {
            throw in.refused("close its brackets");
        }
        in.next();
    }

    private String option() {
        int from = in.at();
        int depth = 0;
        while (!in.isAtEnd() && (depth > 0 || !in.isAt(",)"))) {
            depth += in.isAt("(<[") ? 1 : in.isAt(")>]") ? -1 : 0;
            in.next();
        }
        return in.since(from).toLowerCase(Locale.ROOT);
    }
}
