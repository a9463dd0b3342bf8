package backprop.text;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;

/** Reads a {@link PastedMatrix} from left to right, and says where it stumbles. */
final class PastedReader {
    private static final Set<String> WRAPPERS = Set.of(
            "array", "asarray", "matrix", "Matrix", "tensor", "Tensor", "Parameter", "Array", "float32", "float64");
    private static final Set<String> SINGLE = Set.of("tensor", "Tensor", "Parameter", "Array", "float32");
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");
    private static final Pattern NAMED =
            Pattern.compile("\\s*(?:Parameter containing:\\s*)?(?:[\\p{L}_][\\p{L}\\d_.]*\\s*=\\s*)?");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\d_.]*");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d{1,4}(?!\\d))?");
    private static final Pattern TOKEN = Pattern.compile("[^\\s,;\\p{Cntrl}()\\[\\]{}]{1,20}|[()\\[\\]{}]");
    private static final int MOST_DIGITS = 40;
    private static final int EXACT = 17;
    private static final int DEEPEST = 2;
    private static final String OPEN = "[({";
    private static final String CLOSE = "])}";
    private static final String TO_THE_END = "";

    private final String argument;
    private final String text;
    private int at;
    private boolean isSingle;
    private boolean isDouble;

    PastedReader(String argument, String text) {
        this.argument = argument;
        this.text = text.replace('−', '-').replace('–', '-').replace('\u00a0', ' ');
    }

    /** A number, whose decimals are negative infinity if it has neither point nor exponent, or rows of items. */
    private record Item(double number, double decimals, List<List<Item>> rows, int at) {
        boolean isNumber() {
            return rows.isEmpty();
        }
    }

    PastedMatrix read() {
        at = matcher(NAMED).end();
        boolean isEnclosed = isAt(OPEN) || at < text.length() && Character.isLetter(text.charAt(at));
        Item all = isEnclosed ? item(0, 0) : new Item(0, 0, rows(TO_THE_END, 0), at);
        space(true);
        at += isAt(";") ? 1 : 0;
        space(true);
        if (at < text.length()) {
            throw refused("end where its matrix does");
        }
        List<List<Item>> rows = matrix(all);
        int columns = rows.get(0).size();
        SimpleMatrix value = new SimpleMatrix(rows.size(), columns);
        SimpleMatrix decimals = value.createLike();
        double most = rows.stream()
                .flatMap(List::stream)
                .mapToDouble(Item::decimals)
                .max()
                .orElseThrow();
        for (int j = 0; j < rows.size(); j++) {
            for (int k = 0; k < columns; k++) {
                Item number = rows.get(j).get(k);
                value.set(j, k, number.number());
                decimals.set(j, k, Double.isFinite(number.decimals()) ? number.decimals() : Math.max(0, most));
            }
        }
        boolean isList = all.isNumber() || all.rows() == rows && rows.size() == 1;
        return new PastedMatrix(value, decimals, isList, isSingle && !isDouble);
    }

    /** Rows of numbers, all of the same length. */
    private List<List<Item>> matrix(Item all) {
        List<List<Item>> rows = all.isNumber() ? List.of(List.of(all)) : all.rows();
        if (!rows.get(0).get(0).isNumber()) {
            rows = rows.stream().flatMap(List::stream).map(this::row).toList();
        }
        for (List<Item> row : rows) {
            for (Item item : row) {
                if (!item.isNumber()) {
                    throw refused("hold numbers, or rows of numbers", item.at());
                }
            }
            if (row.size() != rows.get(0).size()) {
                throw refused(
                        "have rows of the same length, " + rows.get(0).size(),
                        row.get(0).at());
            }
        }
        return rows;
    }

    private List<Item> row(Item item) {
        if (item.isNumber() || item.rows().size() > 1) {
            throw refused("hold numbers, or rows of numbers", item.at());
        }
        return item.rows().get(0);
    }

    /** A number, a list in brackets, or either in the parentheses of {@code array(…)}. */
    private Item item(int brackets, int wrappers) {
        int start = at;
        if (isAt(OPEN)) {
            if (brackets == DEEPEST) {
                throw refused("be at most " + DEEPEST + " brackets deep");
            }
            String close = String.valueOf(CLOSE.charAt(OPEN.indexOf(text.charAt(at++))));
            return new Item(0, 0, rows(close, brackets + 1), start);
        }
        Matcher word = matcher(WORD);
        if (word.lookingAt()) {
            String name = word.group().substring(word.group().lastIndexOf('.') + 1);
            if (WRAPPERS.contains(name) && text.startsWith("(", word.end()) && wrappers < DEEPEST) {
                isSingle |= SINGLE.contains(name);
                isDouble |= name.equals("float64");
                at = word.end() + 1;
                space(true);
                Item inner = item(brackets, wrappers + 1);
                options();
                return inner;
            }
        }
        return number();
    }

    /** Rows up to a closing bracket, or to the end, where each line is one; {@code ;} ends a row, too. */
    private List<List<Item>> rows(String close, int brackets) {
        List<List<Item>> rows = new ArrayList<>();
        List<Item> row = new ArrayList<>();
        boolean afterComma = false;
        Separators separators = new Separators();
        while (true) {
            int before = at;
            space(!close.isEmpty());
            boolean spaced = at > before;
            boolean isEnd = close.isEmpty() ? at == text.length() : isAt(close);
            if (isEnd || isAt(";\n")) {
                if (!row.isEmpty()) {
                    rows.add(row);
                }
                row = new ArrayList<>();
                afterComma = false;
                if (isEnd) {
                    break;
                }
                at++;
            } else if (isAt(",") && !row.isEmpty() && !afterComma) {
                boolean isTight = !spaced && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
                if (isTight && close.isEmpty()) {
                    throw refused("have a point before decimals, or a space after a comma");
                }
                separators.comma(isTight);
                afterComma = true;
                at++;
            } else {
                boolean isNext = !row.isEmpty() && row.get(row.size() - 1).isNumber();
                if (isNext && !afterComma && !spaced || at == text.length()) {
                    throw refused(at == text.length() ? "close its brackets" : "hold numbers only");
                }
                separators.space(isNext && !afterComma);
                if (separators.areMixed()) {
                    throw refused("separate its numbers in one way, and have a point before decimals");
                }
                row.add(item(brackets, 0));
                afterComma = false;
            }
        }
        if (rows.isEmpty()) {
            throw refused("hold a number");
        }
        at += close.length();
        return rows;
    }

    /** What stands between the numbers of a list: of {@code 0,5 0,7} nobody knows which comma is which. */
    private final class Separators {
        private boolean space;
        private boolean tight;
        private boolean loose;

        void comma(boolean isTight) {
            tight |= isTight;
            loose |= !isTight;
        }

        void space(boolean isOne) {
            space |= isOne;
        }

        boolean areMixed() {
            return space && (tight || loose) || tight && loose && text.indexOf('.') < 0;
        }
    }

    /** What follows in the parentheses of {@code tensor(…)}: named values, which are skipped but for the precision. */
    private void options() {
        space(true);
        while (isAt(",")) {
            at++;
            space(true);
            int from = at;
            if (!isAt(")") && !matcher(WORD).lookingAt()) {
                throw refused("hold one matrix");
            }
            skipOption();
            String option = text.substring(from, at).toLowerCase(Locale.ROOT);
            isSingle |= option.contains("float32") || option.contains("float16") || option.contains("half");
            isDouble |= option.contains("float64") || option.contains("double");
        }
        if (!isAt(")")) {
            throw refused("close its brackets");
        }
        at++;
    }

    private void skipOption() {
        int depth = 0;
        while (at < text.length() && (depth > 0 || !isAt(",)"))) {
            depth += isAt("(<[") ? 1 : isAt(")>]") ? -1 : 0;
            at++;
        }
    }

    private Item number() {
        Matcher first = matcher(NUMBER);
        if (!first.lookingAt()) {
            throw refused(ruleOfNoNumber());
        }
        int start = at;
        double value = one(first);
        double decimals = decimals(first.group());
        if (isAt("/")) {
            at++;
            Matcher second = matcher(NUMBER);
            if (!second.lookingAt()) {
                throw refused(ruleOfNoNumber());
            }
            value /= one(second);
            decimals = EXACT;
        }
        if (!Double.isFinite(value)) {
            throw refused("hold finite numbers", start);
        }
        return new Item(value, decimals, List.of(), start);
    }

    private double one(Matcher found) {
        String number = found.group();
        String mantissa = number.split("[eE]")[0].replaceFirst("^[+-]", "");
        if (mantissa.length() > MOST_DIGITS) {
            throw refused("have numbers of at most " + MOST_DIGITS + " digits");
        }
        if (mantissa.matches("0\\d.*")) {
            throw refused("have no number that begins with 0 and another digit");
        }
        at = found.end();
        return Double.parseDouble(number);
    }

    private static double decimals(String number) {
        String[] parts = number.split("[eE]");
        int point = parts[0].indexOf('.');
        int exponent = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
        return point < 0 && parts.length == 1
                ? Double.NEGATIVE_INFINITY
                : (point < 0 ? 0 : parts[0].length() - point - 1) - exponent;
    }

    private String ruleOfNoNumber() {
        if (text.startsWith("...", at) || isAt("…⋯")) {
            return "hold every number, with none left out";
        }
        Matcher word = matcher(WORD);
        word.region(at + (isAt("+-") ? 1 : 0), text.length());
        boolean isNone = word.lookingAt() && NOT_FINITE.contains(word.group().toLowerCase(Locale.ROOT));
        return isNone ? "hold finite numbers" : "hold numbers only";
    }

    private Matcher matcher(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        boolean unused = matcher.lookingAt();
        return matcher;
    }

    private boolean isAt(String any) {
        return at < text.length() && any.indexOf(text.charAt(at)) >= 0;
    }

    /** Skips white space, and the ends of lines if asked to. */
    private void space(boolean lines) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at)) && (lines || text.charAt(at) != '\n')) {
            at++;
        }
    }

    private IllegalArgumentException refused(String rule) {
        return refused(rule, at);
    }

    private IllegalArgumentException refused(String rule, int place) {
        String before = text.substring(0, place);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int character = place - before.lastIndexOf('\n');
        String where = (line > 1 ? "line " + line + ", " : "") + "character " + character;
        Matcher token = TOKEN.matcher(text).region(place, text.length());
        return Require.broken(
                argument, rule, token.lookingAt() ? "'" + token.group() + "' at " + where : "not so at " + where);
    }
}
