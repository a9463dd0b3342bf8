package backprop.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;

/** Reads a {@link PastedMatrix} from left to right, and says where it stumbles. */
final class PastedReader {
    private static final Pattern SPACE = Pattern.compile("\\s++");
    private static final Pattern SPACE_IN_LINE = Pattern.compile("[\\s&&[^\n]]++");
    private static final Pattern NAMED =
            Pattern.compile("\\s*(?:Parameter containing:\\s*)?(?:[\\p{L}_][\\p{L}\\d_.]*\\s*=\\s*)?");
    private static final Pattern WRAPPER = Pattern.compile("(?:[\\p{L}_][\\p{L}\\d_]*\\.)*+"
            + "(?:array|asarray|matrix|Matrix|tensor|Tensor|Parameter|Array|float32|float64)\\(\\s*");
    private static final Pattern SINGLE = Pattern.compile("[tT]ensor|Parameter|Array|float32|float16|half");
    private static final Pattern DOUBLE = Pattern.compile("float64|double");
    private static final Pattern OPEN = Pattern.compile("[\\[({]");
    private static final Pattern OPEN_OR_WORD = Pattern.compile("[\\[({\\p{L}]");
    private static final Map<String, Pattern> CLOSE =
            Map.of("[", Pattern.compile("\\]"), "(", Pattern.compile("\\)"), "{", Pattern.compile("\\}"));
    private static final Pattern END = Pattern.compile("\\z");
    private static final Pattern LAST = Pattern.compile("\\s*;?\\s*");
    private static final Pattern ROW_END = Pattern.compile("[;\n]");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern COMMA_AND_DIGIT = Pattern.compile(",\\d");
    private static final Pattern NEXT_OPTION = Pattern.compile("\\s*,\\s*");
    private static final Pattern OPTION_OR_NONE = Pattern.compile("[\\p{L}_)]");
    private static final Pattern PART_OF_OPTION =
            Pattern.compile("[^,()<>\\[\\]]++|<[^>]*+>|\\([^)]*+\\)|\\[[^\\]]*+\\]");
    private static final int DEEPEST = 2;

    private final Cursor in;
    private final boolean hasPoint;
    private boolean isSingle;
    private boolean isDouble;

    PastedReader(String argument, String text) {
        in = new Cursor(argument, text.replaceAll("[−–]", "-").replaceAll("\\p{Zs}", " "));
        hasPoint = text.contains(".");
    }

    /** A number, or rows of items. */
    private record Item(Optional<PastedNumber> number, List<List<Item>> rows, int at) {
        boolean isNumber() {
            return number.isPresent();
        }
    }

    PastedMatrix read() {
        in.take(NAMED);
        Item all = in.isAt(OPEN_OR_WORD) ? item(0, 0) : rows(END, 0, in.at());
        in.take(LAST);
        if (!in.isAt(END)) {
            throw in.refused("end where its matrix does");
        }
        List<List<Item>> rows = all.isNumber() ? List.of(List.of(all)) : all.rows();
        boolean isOfRows = !rows.get(0).get(0).isNumber();
        return matrix(
                isOfRows ? rows.stream().flatMap(List::stream).map(this::row).toList() : rows,
                !isOfRows && rows.size() == 1);
    }

    private List<Item> row(Item item) {
        if (item.isNumber() || item.rows().size() > 1) {
            throw in.refused("hold numbers, or rows of numbers", item.at());
        }
        return item.rows().get(0);
    }

    private PastedMatrix matrix(List<List<Item>> rows, boolean isList) {
        SimpleMatrix value = new SimpleMatrix(rows.size(), rows.get(0).size());
        SimpleMatrix decimals = value.createLike();
        for (int j = 0; j < value.getNumRows(); j++) {
            List<Item> row = rows.get(j);
            for (int k = 0; k < row.size(); k++) {
                int at = row.get(k).at();
                PastedNumber number =
                        row.get(k).number().orElseThrow(() -> in.refused("hold numbers, or rows of numbers", at));
                if (row.size() != value.getNumCols()) {
                    String rule = "have rows of the same length, " + value.getNumCols();
                    throw in.refused(rule, row.get(0).at());
                }
                value.set(j, k, number.value());
                decimals.set(j, k, number.decimals());
            }
        }
        double most = Math.max(0, decimals.elementMax());
        SimpleMatrix known = decimals.elementOp((int j, int k, double d) -> Double.isFinite(d) ? d : most);
        return new PastedMatrix(value, known, isList, isSingle && !isDouble);
    }

    /** A number, a list in brackets, or either in the parentheses of {@code array(…)}. */
    private Item item(int brackets, int wrappers) {
        int start = in.at();
        if (in.isAt(OPEN)) {
            if (brackets == DEEPEST) {
                throw in.refused("be at most " + DEEPEST + " brackets deep");
            }
            return rows(CLOSE.get(in.take(OPEN)), brackets + 1, start);
        }
        String wrapper = wrappers < DEEPEST ? in.take(WRAPPER) : "";
        if (wrapper.isEmpty()) {
            return new Item(Optional.of(PastedNumber.read(in)), List.of(), start);
        }
        notePrecision(wrapper);
        Item inner = item(brackets, wrappers + 1);
        options();
        return inner;
    }

    /** What follows in the parentheses of {@code tensor(…)}: named values, which are skipped but for the precision. */
    private void options() {
        while (in.skip(NEXT_OPTION)) {
            if (!in.isAt(OPTION_OR_NONE)) {
                throw in.refused("hold one matrix");
            }
            for (String part = in.take(PART_OF_OPTION); !part.isEmpty(); part = in.take(PART_OF_OPTION)) {
                notePrecision(part);
            }
        }
        in.take(SPACE);
        if (!in.skip(CLOSE.get("("))) {
            throw in.refused("close its brackets");
        }
    }

    private void notePrecision(String text) {
        isSingle |= SINGLE.matcher(text).find();
        isDouble |= DOUBLE.matcher(text).find();
    }

    /** Rows up to a closing bracket, or to the end, where each line is one; {@code ;} ends a row, too. */
    private Item rows(Pattern close, int brackets, int start) {
        List<List<Item>> rows = new ArrayList<>();
        List<Item> row = new ArrayList<>();
        boolean isBare = close == END;
        boolean afterComma = false;
        Separators separators = new Separators();
        while (!in.isAt(close)) {
            boolean isSpaced = in.skip(isBare ? SPACE_IN_LINE : SPACE);
            if (in.isAt(close)) {
                break;
            }
            if (in.skip(ROW_END)) {
                rows.add(row);
                row = new ArrayList<>();
                afterComma = false;
            } else if (in.isAt(COMMA) && !row.isEmpty() && !afterComma) {
                separators.comma(!isSpaced && in.isAt(COMMA_AND_DIGIT), isBare);
                afterComma = in.skip(COMMA);
            } else {
                boolean isNext = !row.isEmpty() && row.get(row.size() - 1).isNumber() && !afterComma;
                if (in.isAt(END) || isNext && !isSpaced) {
                    throw in.refused(in.isAt(END) ? "close its brackets" : "hold numbers only");
                }
                separators.next(isNext);
                row.add(item(brackets, 0));
                afterComma = false;
            }
        }
        rows.add(row);
        rows.removeIf(List::isEmpty);
        if (rows.isEmpty()) {
            throw in.refused("hold a number");
        }
        in.take(close);
        return new Item(Optional.empty(), rows, start);
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
            if (space && (tight || loose) || tight && loose && !hasPoint) {
                throw in.refused("separate its numbers in one way, and have a point before decimals");
            }
        }
    }
}
