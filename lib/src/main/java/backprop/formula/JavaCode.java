package backprop.formula;

import backprop.internal.Require;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** A formula as Java over EJML, in the words of this library. Every method returns a matrix but {@link #number}. */
final class JavaCode {
    private static final Map<String, String> ACTIVATIONS =
            Map.of("tanh", "TANH", "softplus", "SOFTPLUS", "ReLU", "RELU", "relu", "RELU", "softmax", "SOFTMAX");
    private static final Map<String, List<String>> FUNCTIONS = Map.of(
            "exp", List.of("Math.exp(%s)", "%s.elementExp()"),
            "ln", List.of("Math.log(%s)", "%s.elementLog()"),
            "log", List.of("Math.log(%s)", "%s.elementLog()"),
            "diag", List.of("%s", "SimpleMatrix.diag(%s.getDDRM().data)"));

    private static final Map<Quantity, String> HOLDERS = Map.of(
            Quantity.W,
            "network",
            Quantity.B,
            "network",
            Quantity.Z,
            "pass",
            Quantity.A,
            "pass",
            Quantity.DELTA,
            "errors");
    private static final Map<Quantity, String> LETTERS = Map.of(
            Quantity.X, "pass.a(0)",
            Quantity.Y, "y",
            Quantity.ONES, "SimpleMatrix.ones(y.getNumCols(), 1)",
            Quantity.EXAMPLES, "y.getNumCols()",
            Quantity.RATE, "eta",
            Quantity.LAMBDA, "lambda");

    private JavaCode() {}

    /** A formula whose products are known. */
    static String of(Formula f) {
        return isNumber(f) ? number(f) : matrix(f);
    }

    /** Whether it is a double in Java; a matrix of one entry is none. */
    private static boolean isNumber(Formula f) {
        return switch (f.kind) {
            case NUMBER, INNER, NORM -> true;
            case SYMBOL -> !f.symbol().isWhole() || !f.symbol().what().isVector() && !isMatrix(f);
            case DERIVATIVE -> isNumber(f.part(1));
            case SERIES -> f.index().isEmpty() || isNumber(f.part(0));
            case MATRIX_PRODUCT, OUTER, ELEMENTWISE, GRID, SLOPES -> false;
            default -> f.parts.stream().allMatch(JavaCode::isNumber);
        };
    }

    private static boolean isMatrix(Formula f) {
        return f.is(Quantity.W) || f.is(Quantity.ONES);
    }

    private static String number(Formula f) {
        return switch (f.kind) {
            case NUMBER -> f.number() == Math.rint(f.number()) ? "" + (long) f.number() : "" + f.number();
            case SYMBOL -> symbol(f.symbol());
            case DERIVATIVE -> derivative(f);
            case SUM ->
                joined(f, (sum, term) -> sum + (term.startsWith("-") ? " - " + term.substring(1) : " + " + term));
            case NEGATIVE -> "-" + factor(f.part(0));
            case SCALED -> factor(f.part(0)) + " * " + factor(f.part(1));
            case QUOTIENT -> dividend(f.part(0)) + " / " + divisor(f.part(1));
            case POWER -> "Math.pow(" + number(f.part(0)) + ", " + number(f.part(1)) + ")";
            case INNER -> matrix(f.part(0)) + ".dot(" + matrix(f.part(1)) + ")";
            case NORM -> matrix(f.part(0)) + ".normF()";
            case CALL -> call(f, number(f.part(0)), 0);
            case TRANSPOSE -> number(f.part(0));
            case SERIES -> series(f);
            default -> matrix(f) + ".get(0)"; // one row times one column
        };
    }

    /** In brackets where a product would take it apart. */
    private static String factor(Formula f) {
        return f.is(Kind.SUM) || f.is(Kind.NEGATIVE) ? "(" + number(f) + ")" : number(f);
    }

    /** Whole numbers in Java are divided as whole numbers. */
    private static String dividend(Formula f) {
        return f.is(Kind.NUMBER)
                ? String.valueOf(f.number())
                : (f.is(Quantity.EXAMPLES) ? "(double) " : "") + factor(f);
    }

    private static String divisor(Formula f) {
        return f.is(Kind.SCALED) || f.is(Kind.QUOTIENT) ? "(" + number(f) + ")" : factor(f);
    }

    private static String joined(Formula f, BinaryOperator<String> join) {
        return f.parts.stream().map(JavaCode::number).reduce(join).orElseThrow();
    }

    private static String matrix(Formula f) {
        return switch (f.kind) {
            case SYMBOL -> symbol(f.symbol());
            case DERIVATIVE, SLOPES -> derivative(f);
            case SUM -> sum(f);
            case NEGATIVE -> matrix(f.part(0)) + ".negative()";
            case SCALED -> {
                int factor = isNumber(f.part(0)) ? 0 : isNumber(f.part(1)) ? 1 : columnOnce(f);
                yield matrix(f.part(1 - factor)) + ".scale(" + number(f.part(factor)) + ")";
            }
            case MATRIX_PRODUCT -> matrix(f.part(0)) + ".mult(" + matrix(f.part(1)) + ")";
            case ELEMENTWISE -> matrix(f.part(0)) + ".elementMult(" + matrix(f.part(1)) + ")";
            case OUTER -> matrix(f.part(0)) + ".mult(" + matrix(f.part(1)) + ".transpose())";
            case TRANSPOSE -> matrix(f.part(0)) + ".transpose()";
            case QUOTIENT ->
                isNumber(f.part(1))
                        ? matrix(f.part(0)) + ".divide(" + number(f.part(1)) + ")"
                        : matrix(f.part(0)) + ".elementDiv(" + matrix(f.part(1)) + ")";
            case POWER -> matrix(f.part(0)) + ".elementPower(" + number(f.part(1)) + ")";
            case CALL -> call(f, matrix(f.part(0)), 1);
            default -> throw unknown(f);
        };
    }

    /** Of two matrices one of which is a number: the inner product. */
    private static int columnOnce(Formula scaled) {
        return scaled.part(0).is(Kind.MATRIX_PRODUCT) ? 0 : 1;
    }

    /** A number among matrices is added to every entry; so may stand first only behind one. */
    private static String sum(Formula f) {
        String text = null;
        StringBuilder more = new StringBuilder();
        for (Formula term : f.parts) {
            boolean isMinus = term.is(Kind.NEGATIVE);
            Formula plain = isMinus ? term.part(0) : term;
            if (text == null && !isNumber(plain)) {
                text = matrix(term);
            } else {
                more.append(isMinus ? ".minus(" : ".plus(").append(of(plain)).append(')');
            }
        }
        return text + more;
    }

    private static String call(Formula f, String argument, int isMatrix) {
        String name = f.function().name();
        int primes = f.function().primes();
        if (FUNCTIONS.containsKey(name) && primes == 0) {
            return FUNCTIONS.get(name).get(isMatrix).formatted(argument);
        }
        if (primes > 1 || !ACTIVATIONS.containsKey(name) && name.length() > 1) {
            throw unknown(f);
        }
        Place layer = Meaning.layerOf(f);
        String g = ACTIVATIONS.containsKey(name)
                ? "Activation." + ACTIVATIONS.get(name)
                : layer == null ? "Activation.SIGMOID" : "network.layer(" + layer(layer) + ").activation()";
        return g + (primes == 1 ? ".derivative(" : ".of(") + argument + ")";
    }

    private static String symbol(Symbol s) {
        if (s.example() != null || !s.what().isLayered() && LETTERS.get(s.what()) == null) {
            throw unknown(Formula.symbol(s));
        }
        boolean isAlone = s.layer() == null || !s.what().isLayered();
        String letter = LETTERS.getOrDefault(s.what(), s.what().name().toLowerCase(Locale.ROOT));
        return (isAlone ? letter : HOLDERS.get(s.what()) + "." + letter + "(" + layer(s.layer()) + ")")
                + entry(s.indices());
    }

    private static String entry(List<Place> indices) {
        return indices.isEmpty()
                ? ""
                : indices.stream()
                        .map(i -> i.isNumber() ? "" + (i.offset() - 1) : spaced(i))
                        .collect(Collectors.joining(", ", ".get(", ")"));
    }

    private static String layer(Place place) {
        return spaced(place).replace("L", "network.depth()");
    }

    private static String spaced(Place place) {
        return place.toString().replace("−", " - ").replace("+", " + ");
    }

    /** Those that backpropagation gives. */
    private static String derivative(Formula f) {
        Formula by = f.part(1);
        if (!f.part(0).is(Quantity.COST) || !by.is(Kind.SYMBOL)) {
            throw unknown(f);
        }
        Symbol s = by.symbol();
        boolean isOutput = s.what() == Quantity.A && Place.LAST.equals(s.layer());
        if (isOutput) {
            return "cost.gradient(pass.output(), y)" + entry(s.indices());
        }
        String holder = s.what().isParameter() ? "gradient" : s.what() == Quantity.Z ? "errors" : null;
        if (holder == null || s.layer() == null) {
            throw unknown(f);
        }
        String letter = s.what() == Quantity.Z ? "delta" : s.what() == Quantity.W ? "w" : "b";
        return holder + "." + letter + "(" + layer(s.layer()) + ")" + entry(s.indices());
    }

    /** A sum over the neurons of what its index stands at, or over all entries. */
    private static String series(Formula f) {
        if (f.index().isEmpty() && !isNumber(f.part(0))) {
            return matrix(f.part(0)) + ".elementSum()";
        }
        String index = f.index();
        String[] range = {null};
        f.part(0).symbols(s -> {
            for (int i = 0; i < s.indices().size(); i++) {
                if (s.indices().get(i).equals(new Place(index, 0))) {
                    range[0] = symbol(s.indexed(List.of())) + (i == 0 ? ".getNumRows()" : ".getNumCols()");
                }
            }
        });
        if (range[0] == null) {
            throw unknown(f);
        }
        return "IntStream.range(0, " + range[0] + ").mapToDouble(" + index + " -> " + number(f.part(0)) + ").sum()";
    }

    private static IllegalArgumentException unknown(Formula f) {
        return Require.broken("the formula", "be of w, b, z, a, δ, x, y and ∂C/∂ of these", f);
    }
}
