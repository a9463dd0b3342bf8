package backprop.formula;

import backprop.formula.Formula.Grid;
import java.util.List;
import java.util.Set;
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

    private static final String PLAIN = "0123456789+-−()lℓLTjkimntxahp";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ˡˡᴸᵀʲᵏⁱᵐⁿᵗˣᵃʰᵖ";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₗ  ₜⱼₖᵢₘₙₜₓₐₕₚ";

    /** Functions that LaTeX has a command for. */
    private static final Set<String> COMMANDS =
            Set.of("ln", "tanh", "sin", "cos", "sinh", "cosh", "max", "min", "det", "arg", "lim");

    private final Style style;
    private final boolean isLatex;
    private final List<Formula> marked;

    Print(Style style) {
        this(style, List.of());
    }

    /** With parts marked as changed. */
    Print(Style style, List<Formula> marked) {
        this.style = style;
        isLatex = style == Style.LATEX;
        this.marked = marked;
    }

    /** Sides with the relations between them. */
    static String joined(List<Formula> sides, List<String> relations, Style style) {
        Print print = new Print(style);
        StringBuilder text = new StringBuilder(print.of(sides.get(0)));
        for (int i = 1; i < sides.size(); i++) {
            text.append(' ')
                    .append(print.sign(relations.get(i - 1)))
                    .append(' ')
                    .append(print.of(sides.get(i)));
        }
        return text.toString();
    }

    String of(Formula f) {
        return of(f, SUM);
    }

    private String of(Formula f, int least) {
        if (isMarked(f)) {
            String after = new Print(style).of(f, least);
            return isLatex ? "\\underline{" + after + "}" : "[" + after + "]";
        }
        String text = text(f);
        return level(f) < least ? bracketed(text) : text;
    }

    private boolean isMarked(Formula f) {
        return marked.stream().anyMatch(part -> part == f);
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
        return isLatex ? Glyphs.latex(unicode) : unicode;
    }

    /** A letter, which may be several, or have a hat, a star or a Δ. */
    private String letter(String letter) {
        String sign = sign(letter);
        if (!isLatex || !sign.equals(letter) || letter.length() < 2 || letter.startsWith("|")) {
            return sign;
        }
        String head = letter.substring(0, letter.length() - 1);
        if (letter.endsWith("\u0302")) {
            return "\\hat{" + letter(head) + "}";
        }
        if (letter.endsWith("∗")) {
            return "{" + letter(head) + "^*}";
        }
        if (letter.endsWith("₀")) {
            return letter(head) + "_0";
        }
        if (letter.startsWith("Δ")) {
            return "\\Delta{" + letter(letter.substring(1)) + "}";
        }
        return (letter.matches("[A-Za-z]+") ? "\\mathrm{" : "\\text{") + letter + "}";
    }

    private String place(Place place) {
        return isLatex && !place.isNumber()
                ? letter(place.base())
                        + place.toString().substring(place.base().length()).replace('−', '-')
                : place.toString().replace('−', isLatex ? '-' : '−');
    }

    private String text(Formula f) {
        return switch (f.kind) {
            case NUMBER -> number(f.number());
            case SYMBOL -> symbol(f.symbol());
            case SUM -> sum(f);
            case NEGATIVE -> sign("−") + of(f.part(0), HADAMARD);
            case CHAIN -> chain(f);
            case SCALED, MATRIX_PRODUCT ->
                of(f.part(0), PRODUCT)
                        + (isLatex ? " " : f.part(0).is(Kind.NUMBER) ? "" : " ")
                        + of(f.part(1), PRODUCT);
            case OUTER -> of(f.part(0), PRODUCT) + " " + sign("⊗") + " " + of(f.part(1), PRODUCT);
            case ELEMENTWISE -> of(f.part(0), HADAMARD) + " " + sign("⊙") + " " + of(f.part(1), HADAMARD);
            case INNER ->
                isLatex
                        ? "\\langle " + of(f.part(0)) + ", " + of(f.part(1)) + "\\rangle"
                        : "⟨" + of(f.part(0)) + ", " + of(f.part(1)) + "⟩";
            case QUOTIENT -> quotient(f);
            case POWER -> power(f);
            case TRANSPOSE -> of(f.part(0), isRaised(f.part(0)) ? ATOM + 1 : ATOM) + (isLatex ? "^{\\top}" : "ᵀ");
            case CALL -> call(f);
            case DERIVATIVE, SLOPES -> derivative(f);
            case SERIES -> series(f);
            case NORM -> isLatex ? "\\lVert " + of(f.part(0)) + "\\rVert" : "‖" + of(f.part(0)) + "‖";
            case GRID -> grid(f);
        };
    }

    /** A letter with scripts above stands in brackets when it is raised or transposed: (wˡ)ᵀ. */
    private static boolean isRaised(Formula f) {
        return f.isSymbol(
                s -> s.what() != Quantity.COST && (s.layer() != null && !s.isSilent() || s.example() != null));
    }

    private String number(double value) {
        if (value == 0.5) {
            return isLatex ? "\\tfrac{1}{2}" : "½";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : value == Math.PI ? (isLatex ? "\\pi" : "π") : String.valueOf(value);
    }

    private String sum(Formula f) {
        StringBuilder text = new StringBuilder(of(f.part(0), f.part(0).is(Kind.NEGATIVE) ? SUM : HADAMARD));
        for (Formula term : f.parts.subList(1, f.parts.size())) {
            boolean isMinus = term.is(Kind.NEGATIVE) && !isMarked(term);
            text.append(isMinus ? " " + sign("−") + " " : " + ").append(of(isMinus ? term.part(0) : term, HADAMARD));
        }
        return text.toString();
    }

    private String chain(Formula f) {
        StringBuilder text = new StringBuilder(factor(f, 0));
        for (int i = 0; i < f.signs().size(); i++) {
            String sign = f.signs().get(i);
            String joint = sign(sign.replace("⋯", "")) + " ";
            if (sign.startsWith("⋯")) {
                text.append(' ')
                        .append(joint.stripLeading())
                        .append(sign("⋯"))
                        .append(' ')
                        .append(joint.stripLeading());
            } else if (!sign.isEmpty()) {
                text.append(' ').append(joint);
            } else if (isLatex || !f.part(i).is(Kind.NUMBER)) {
                text.append(' ');
            }
            text.append(factor(f, i + 1));
        }
        return text.toString();
    }

    /** In one line, derivatives side by side stand in brackets: (∂C/∂a) (∂a/∂z). */
    private String factor(Formula chain, int i) {
        boolean isBeforeOther = i < chain.signs().size() && chain.signs().get(i).isEmpty();
        boolean isBehindSlope =
                i > 0 && chain.signs().get(i - 1).isEmpty() && chain.part(i - 1).is(Kind.DERIVATIVE);
        boolean isSlope = !isLatex && chain.part(i).is(Kind.DERIVATIVE);
        return of(chain.part(i), isSlope && (isBeforeOther || isBehindSlope) ? SCRIPTED : PRODUCT);
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
        boolean isBracketed = isRaised(f.part(0)) || f.part(0).is(Kind.DERIVATIVE);
        return of(f.part(0), isBracketed ? ATOM + 1 : ATOM) + raised(of(f.part(1)));
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
        String example = s.example() == null ? "" : place(s.example());
        String text = letter(s.letter());
        if (s.what() == Quantity.COST) {
            return example.isEmpty() ? text : text + lowered(example);
        }
        boolean isLayered = s.layer() != null && !s.isSilent();
        text += !isLayered ? "" : raised(isLatex ? "(" + place(s.layer()) + ")" : place(s.layer()));
        if (!example.isEmpty()) {
            text += (isLatex && isLayered ? "{}" : "") + "^{" + (isLatex ? "(" + example + ")" : example) + "}";
        }
        boolean isJoined =
                s.indices().stream().allMatch(index -> index.toString().length() == 1);
        String below = s.indices().stream()
                .map(this::place)
                .collect(Collectors.joining(isJoined && !isLatex ? "" : isJoined ? " " : ","));
        return s.isWhole() ? text : text + lowered(below);
    }

    private String call(Formula f) {
        String name = f.function().name();
        if (name.equals("exp")) {
            String exponent = of(f.part(0));
            return isLatex || exponent.length() <= 2 ? "e" + raised(exponent) : "exp(" + exponent + ")";
        }
        if (isLatex && name.length() > 1) {
            name = COMMANDS.contains(name) ? "\\" + name : "\\operatorname{" + name + "}";
        }
        return sign(name)
                + (f.layer() == null ? "" : lowered(place(f.layer())))
                + (isLatex ? "'" : "′").repeat(f.function().primes())
                + bracketed(of(f.part(0)));
    }

    private String derivative(Formula f) {
        if (f.part(0).isSymbol(s -> s.example() == World.EACH)) {
            return "d" + of(f.part(1), ATOM);
        }
        String above = of(f.part(0), ATOM);
        if (f.part(1).isSymbol(s -> s.letter().equals(Slopes.ALL))) {
            return (isLatex ? "\\nabla " : "∇") + above;
        }
        String below = of(f.part(1), ATOM);
        return isLatex ? "\\frac{\\partial " + above + "}{\\partial " + below + "}" : "∂" + above + "/∂" + below;
    }

    private String series(Formula f) {
        String index = f.index();
        String letter = letter(index);
        String limits =
                f.parts.size() < 3 ? letter : letter + "=" + of(f.part(1)) + (isLatex ? "}^{" : "…") + of(f.part(2));
        String sum = sign("∑") + (index.isEmpty() ? "" : isLatex ? "_{" + limits + "}" : script(limits, LOWERED, "_"));
        return sum + " " + of(f.part(0), HADAMARD);
    }

    private String grid(Formula f) {
        Grid grid = f.grid();
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
