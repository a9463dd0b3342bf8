package backprop.formula;

import backprop.formula.Formula.Function;
import backprop.formula.Formula.Grid;
import backprop.formula.Formula.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a formula as LaTeX or Unicode, with brackets where they are needed and nowhere else. */
class Print {
    /** How it is written. */
    enum Style {
        LATEX,
        UNICODE
    }

    private static final int SUM = 1;
    private static final int HADAMARD = 2;
    private static final int PRODUCT = 3;
    private static final int SCRIPTED = 4;
    private static final int ATOM = 5;

    private static final String PLAIN = "0123456789+-−()lLTjkimntxahp";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ˡᴸᵀʲᵏⁱᵐⁿᵗˣᵃʰᵖ";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₗ ₜⱼₖᵢₘₙₜₓₐₕₚ";

    private static final Map<String, String> COMMANDS = Scanner.pairs("""
            α \\alpha β \\beta γ \\gamma δ \\delta Δ \\Delta ε \\varepsilon η \\eta θ \\theta Θ \\Theta
            λ \\lambda μ \\mu σ \\sigma φ \\varphi ψ \\psi ℓ \\ell ℒ \\mathcal{L} ŷ \\hat{y} Ŷ \\hat{Y}
            𝟏 \\mathbf{1} net \\mathrm{net} Δw \\Delta{w} ΔW \\Delta{W} y∗ y^* |𝒟| |\\mathcal{D}| ⊙ \\odot
            ∘ \\circ • \\bullet ∗ * × \\times ⊗ \\otimes · \\cdot ⋯ \\cdots ∂ \\partial ∑ \\sum − -
            """);

    private final boolean isLatex;
    private final Formula marked; // null if nothing is
    private final Formula was;

    Print(Style style) {
        this(style, null, null);
    }

    /** With one part marked as changed from another. */
    Print(Style style, Formula marked, Formula was) {
        isLatex = style == Style.LATEX;
        this.marked = marked;
        this.was = was;
    }

    String of(Formula f) {
        return of(f, SUM);
    }

    private String of(Formula f, int least) {
        if (marked != null && f == marked) {
            Print plain = new Print(isLatex ? Style.LATEX : Style.UNICODE);
            String after = plain.of(f, least);
            if (was == null) {
                return isLatex ? "\\underline{" + after + "}" : "[" + after + "]";
            }
            return isLatex ? "\\underline{" + after + "}" : "[" + plain.of(was, SUM) + " → " + after + "]";
        }
        String text = text(f);
        return level(f) < least ? bracketed(text) : text;
    }

    private String bracketed(String text) {
        return isLatex ? "\\left(" + text + "\\right)" : "(" + text + ")";
    }

    private int level(Formula f) {
        return switch (f.kind) {
            case SUM, NEGATIVE -> SUM;
            case ELEMENTWISE, CHAIN -> HADAMARD;
            case SCALED, MATRIX_PRODUCT, OUTER, SERIES -> PRODUCT;
            case QUOTIENT -> PRODUCT;
            case POWER, TRANSPOSE -> SCRIPTED;
            case DERIVATIVE, SLOPES -> isLatex ? ATOM : PRODUCT;
            default -> ATOM;
        };
    }

    private String sign(String unicode) {
        return isLatex ? COMMANDS.getOrDefault(unicode, unicode) : unicode;
    }

    private String text(Formula f) {
        return switch (f.kind) {
            case NUMBER -> number((double) f.leaf);
            case SYMBOL -> symbol(f.symbol());
            case SUM -> sum(f);
            case NEGATIVE -> sign("−") + of(f.part(0), HADAMARD);
            case CHAIN -> chain(f);
            case SCALED, MATRIX_PRODUCT ->
                side(f.part(0)) + (isLatex ? " " : f.part(0).is(Kind.NUMBER) ? "" : " ") + of(f.part(1), PRODUCT);
            case OUTER -> of(f.part(0), PRODUCT) + " " + sign("⊗") + " " + of(f.part(1), PRODUCT);
            case ELEMENTWISE -> of(f.part(0), HADAMARD) + " " + sign("⊙") + " " + of(f.part(1), HADAMARD);
            case INNER ->
                isLatex
                        ? "\\langle " + of(f.part(0)) + ", " + of(f.part(1)) + "\\rangle"
                        : "⟨" + of(f.part(0)) + ", " + of(f.part(1)) + "⟩";
            case QUOTIENT -> quotient(f);
            case POWER -> power(f);
            case TRANSPOSE -> of(f.part(0), levelBelowT(f.part(0))) + (isLatex ? "^{\\top}" : "ᵀ");
            case CALL -> call(f);
            case DERIVATIVE, SLOPES -> derivative(f);
            case SERIES -> series(f);
            case NORM -> isLatex ? "\\lVert " + of(f.part(0)) + "\\rVert" : "‖" + of(f.part(0)) + "‖";
            case GRID -> grid(f);
        };
    }

    /** A letter with scripts of its own stands in brackets when it is transposed: (wˡ)ᵀ. */
    private static int levelBelowT(Formula f) {
        boolean hasScript = f.is(Kind.SYMBOL) && f.symbol().layer() != null;
        return hasScript ? ATOM + 1 : ATOM;
    }

    private String side(Formula left) {
        return of(left, PRODUCT);
    }

    private String number(double value) {
        if (value == 0.5) {
            return isLatex ? "\\tfrac12" : "½";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : value == Math.PI ? (isLatex ? "\\pi" : "π") : String.valueOf(value);
    }

    private String sum(Formula f) {
        StringBuilder text = new StringBuilder(of(f.part(0), f.part(0).is(Kind.NEGATIVE) ? SUM : HADAMARD));
        for (Formula term : f.parts.subList(1, f.parts.size())) {
            boolean isMinus = term.is(Kind.NEGATIVE) && term != marked;
            text.append(isMinus ? " " + sign("−") + " " : " + ").append(of(isMinus ? term.part(0) : term, HADAMARD));
        }
        return text.toString();
    }

    private String chain(Formula f) {
        StringBuilder text = new StringBuilder(of(f.part(0), PRODUCT));
        List<?> signs = (List<?>) f.leaf;
        for (int i = 0; i < signs.size(); i++) {
            String sign = signs.get(i).toString();
            if (sign.startsWith("⋯")) {
                String joint = sign.substring(1).isEmpty() ? "" : sign(sign.substring(1)) + " ";
                text.append(' ').append(joint).append(sign("⋯")).append(' ').append(joint);
            } else if (sign.isEmpty()) {
                text.append(f.part(i).is(Kind.NUMBER) && !isLatex ? "" : " ");
            } else {
                text.append(' ').append(sign(sign)).append(' ');
            }
            text.append(of(f.part(i + 1), PRODUCT));
        }
        return text.toString();
    }

    private String quotient(Formula f) {
        if (isLatex) {
            return "\\frac{" + of(f.part(0)) + "}{" + of(f.part(1)) + "}";
        }
        if (f.part(0).isNumber(1) && f.part(1).isNumber(2)) {
            return "½";
        }
        return of(f.part(0), SCRIPTED) + "/" + of(f.part(1), SCRIPTED);
    }

    private String power(Formula f) {
        if (f.part(1).isNumber(0.5)) {
            return isLatex ? "\\sqrt{" + of(f.part(0)) + "}" : "√(" + of(f.part(0)) + ")";
        }
        boolean hasScript = f.part(0).is(Kind.SYMBOL) && f.part(0).symbol().layer() != null
                || f.part(0).is(Kind.CALL)
                || f.part(0).is(Kind.DERIVATIVE);
        return of(f.part(0), hasScript && !f.part(0).is(Kind.CALL) ? ATOM + 1 : ATOM) + raised(of(f.part(1)));
    }

    private String raised(String text) {
        return isLatex ? "^{" + text + "}" : script(text, RAISED, "^");
    }

    private String lowered(String text) {
        return isLatex ? "_{" + text + "}" : script(text, LOWERED, "_");
    }

    private static String script(String text, String small, String otherwise) {
        boolean all = text.chars().allMatch(c -> PLAIN.indexOf(c) >= 0 && small.charAt(PLAIN.indexOf(c)) != ' ');
        return all
                ? text.chars()
                        .mapToObj(c -> String.valueOf(small.charAt(PLAIN.indexOf(c))))
                        .collect(Collectors.joining())
                : otherwise + (text.length() == 1 ? text : "(" + text + ")");
    }

    private String symbol(Symbol s) {
        String letter = sign(s.letter());
        String above = s.layer() == null ? "" : s.layer().toString();
        String text = letter + (above.isEmpty() ? "" : raised(isLatex ? "(" + above + ")" : above));
        if (s.example() != null) {
            String example = s.example().toString();
            text = s.what() == Quantity.COST
                    ? letter + lowered(example)
                    : text + (isLatex && !above.isEmpty() ? "{}" : "") + "^{"
                            + (isLatex ? "(" + example + ")" : example) + "}";
        }
        String below = s.indices().stream().map(Place::toString).collect(Collectors.joining(isJoined(s) ? "" : ","));
        return s.indices().isEmpty() ? text : text + lowered(below);
    }

    private static boolean isJoined(Symbol s) {
        return s.indices().stream().allMatch(place -> place.toString().length() == 1);
    }

    private String call(Formula f) {
        Function function = f.function();
        if (function.name().equals("exp")) {
            String exponent = of(f.part(0));
            return isLatex || exponent.length() <= 2 ? "e" + raised(exponent) : "exp(" + exponent + ")";
        }
        boolean isNamed =
                Act.NAMED.containsKey(function.name()) || function.name().length() > 1;
        String name = isLatex && isNamed ? "\\operatorname{" + function.name() + "}" : sign(function.name());
        String layer = function.layer() == null ? "" : lowered(function.layer().toString());
        return name + layer + (isLatex ? "'" : "′").repeat(function.primes()) + bracketed(of(f.part(0)));
    }

    private String derivative(Formula f) {
        String above = of(f.part(0), ATOM);
        String below = of(f.part(1), ATOM);
        return isLatex ? "\\frac{\\partial " + above + "}{\\partial " + below + "}" : "∂" + above + "/∂" + below;
    }

    private String series(Formula f) {
        String index = (String) f.leaf;
        String limits =
                f.parts.size() < 3 ? index : index + "=" + of(f.part(1)) + (isLatex ? "}^{" : "…") + of(f.part(2));
        String sum = sign("∑") + (index.isEmpty() ? "" : isLatex ? "_{" + limits + "}" : script(limits, LOWERED, "_"));
        return sum + (isLatex || index.isEmpty() && !f.part(0).is(Kind.CALL) ? " " : " ") + of(f.part(0), HADAMARD);
    }

    private String grid(Formula f) {
        Grid grid = (Grid) f.leaf;
        StringBuilder text = new StringBuilder(isLatex ? "\\begin{bmatrix} " : "[");
        for (int i = 0; i < grid.rows(); i++) {
            if (i > 0) {
                boolean isGap = grid.isTall() && i == grid.rows() - 1;
                text.append(isLatex ? " \\\\ " + (isGap ? "\\vdots \\\\ " : "") : isGap ? "; ⋮; " : "; ");
            }
            for (int k = 0; k < grid.cols(); k++) {
                if (k > 0) {
                    boolean isGap = grid.isWide() && k == grid.cols() - 1;
                    text.append(isLatex ? " & " + (isGap ? "\\cdots & " : "") : isGap ? ", …, " : ", ");
                }
                text.append(of(f.part(i * grid.cols() + k)));
            }
        }
        return text.append(isLatex ? " \\end{bmatrix}" : "]").toString();
    }
}
