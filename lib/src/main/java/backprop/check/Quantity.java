package backprop.check;

import backprop.internal.Require;
import backprop.text.Numbers;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a number on a sheet is a value of, such as ∂C/∂w² or a¹: read from the name that somebody gave it.
 *
 * @param layer from 1; 0 if none was said
 * @param at the entry's indices, from 0; none for all entries
 */
record Quantity(Kind kind, int layer, List<Integer> at) {
    private static final int LONGEST = 100;
    private static final Pattern IN_LAYER = Pattern.compile("(.*?)[ ,]*(?:of|in|,)? *layer *(\\d{1,3})");
    private static final Pattern RAISED = Pattern.compile("[⁰¹²³⁴-⁹]+");
    private static final Pattern LOWERED = Pattern.compile("[₀-₉]+");
    private static final Pattern WHOLE = Pattern.compile("grad|gradient|gradc|gradientofc|nablac");
    private static final Pattern NAME = Pattern.compile("(?:d[cefjl]/)?(d|grad_?)?(delta|[abcwxz])"
            + "(?:(\\^)?(\\d{1,3}(?:,\\d{1,3})?))?(?:_(\\d{1,3}(?:,\\d{1,3})?))?(?:\\^(\\d{1,3}))?(\\.grad)?");

    /** What it is a value of. */
    enum Kind {
        W("∂C/∂w", 2, "dw"),
        B("∂C/∂b", 1, "db"),
        X("∂C/∂x", 1, "dx"),
        DELTA("δ", 1, "delta", "dz"),
        DA("∂C/∂a", 1, "da"),
        Z("z", 1, "z"),
        A("a", 1, "a"),
        C("C", 0, "c"),
        GRADIENT("∇C", 0);

        final String symbol;
        final int indices;
        private final List<String> names;

        Kind(String symbol, int indices, String... names) {
            this.symbol = symbol;
            this.indices = indices;
            this.names = List.of(names);
        }

        boolean isLayered() {
            return this != X && this != C && this != GRADIENT;
        }

        /** Whether it is one on the way forward that others follow from. */
        boolean isForward() {
            return this == Z || this == A;
        }
    }

    /** Reads a name; entries are counted from 1 in it, as on paper. */
    static Quantity of(String name) {
        Require.given("name", name);
        Require.that(name.length() <= LONGEST, "name", "be at most " + LONGEST + " characters long", name.length());
        String plain = plain(name);
        Matcher inLayer = IN_LAYER.matcher(plain);
        boolean isSaid = inLayer.matches();
        String rest = (isSaid ? inLayer.group(1) : plain).replace(" ", "");
        if (WHOLE.matcher(rest).matches() && !isSaid) {
            return new Quantity(Kind.GRADIENT, 0, List.of());
        }
        Matcher m = NAME.matcher(rest);
        String d = m.matches() && (m.group(1) != null || m.group(7) != null) ? "d" : "";
        Kind kind = Arrays.stream(Kind.values())
                .filter(of -> m.matches() && of.names.contains(d + m.group(2)))
                .findFirst()
                .orElseThrow(() -> refused(name));
        String raised = m.group(3) != null ? m.group(4) : m.group(6);
        String beside = m.group(3) != null ? null : m.group(4);
        boolean isBesideLayer = kind.isLayered() && !isSaid && raised == null;
        String layer = isSaid ? inLayer.group(2) : isBesideLayer ? beside : raised;
        String indices = m.group(5) != null ? m.group(5) : isBesideLayer ? null : beside;
        boolean isTwice = isSaid && raised != null || m.group(5) != null && beside != null && !isBesideLayer;
        boolean isOne = kind == Kind.C && rest.length() > 1;
        if (isOne || isTwice || layer != null && (layer.contains(",") || !kind.isLayered())) {
            throw refused(name);
        }
        return new Quantity(kind, layer == null ? 0 : Integer.parseInt(layer), indices(name, kind, indices));
    }

    private static IllegalArgumentException refused(String name) {
        return Require.broken(
                "name",
                "be such as dC/dw2, db1, delta2, a1, z2, C, dC/dx, gradient or dC/dw11 of layer 1",
                "'" + name + "'");
    }

    /** In small letters; ¹ is ^1 and ₁ is _1. */
    private static String plain(String name) {
        String small = name.strip().toLowerCase(Locale.ROOT);
        String raised = RAISED.matcher(small).replaceAll(digits -> "^" + digits(digits.group()));
        return LOWERED.matcher(raised)
                .replaceAll(digits -> "_" + digits(digits.group()))
                .replaceAll("[{}()⁽⁾₍₎]", "")
                .replace("∂", "d")
                .replace("δ", "delta")
                .replace("∇", "nabla")
                .replace("\n", " ");
    }

    private static String digits(String raisedOrLowered) {
        return Normalizer.normalize(raisedOrLowered, Normalizer.Form.NFKC);
    }

    /** Two digits are two indices of a weight; longer ones need a comma. */
    private static List<Integer> indices(String name, Kind kind, String indices) {
        if (indices == null) {
            return List.of();
        }
        boolean isShort = kind.indices == 2 && indices.length() == 2;
        Stream<String> each =
                isShort ? Stream.of(indices.substring(0, 1), indices.substring(1)) : Arrays.stream(indices.split(","));
        List<Integer> at = each.map(index -> Integer.parseInt(index) - 1).toList();
        Require.that(
                at.size() == kind.indices && at.stream().allMatch(i -> i >= 0),
                "name",
                "count entries from 1, with " + kind.indices + " of them for " + kind.symbol + ", as in 1,2",
                "'" + name + "'");
        return at;
    }

    /** The same in the layer that is meant. */
    Quantity in(int l) {
        return new Quantity(kind, l, at);
    }

    /** The block it is, if an equation gives it in a layer. */
    Optional<Block> block(int depth) {
        Equation error = layer == depth ? Equation.BP1 : Equation.BP2;
        return switch (kind) {
            case W -> Optional.of(new Block(Equation.BP4, layer));
            case B -> Optional.of(new Block(Equation.BP3, layer));
            case X -> Optional.of(new Block(Equation.INPUT, layer));
            case DELTA -> Optional.of(new Block(error, layer));
            default -> Optional.empty();
        };
    }

    String symbol() {
        return kind.symbol + (layer == 0 ? "" : Numbers.superscript(layer));
    }

    @Override
    public String toString() {
        return symbol() + Chain.index(1, at);
    }
}
