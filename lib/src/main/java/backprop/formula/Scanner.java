package backprop.formula;

import backprop.formula.Token.Type;
import backprop.internal.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes tokens of a formula in LaTeX or Unicode. What only changes how it looks is dropped; the same letter is the same
 * token however it was written.
 */
final class Scanner {
    private static final int MOST_TOKENS = 20_000;

    private static final Map<String, String> GREEK = pairs("""
            alpha α beta β gamma γ delta δ Delta Δ epsilon ε varepsilon ε eta η theta θ vartheta θ Theta Θ
            lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ varsigma σ Sigma Σ tau τ phi φ varphi φ Phi Φ psi ψ
            omega ω zeta ζ ell ℓ kappa κ Omega Ω Gamma Γ Lambda Λ Psi Ψ chi χ iota ι
            """);

    private static final Map<String, String> SIGNS = pairs("""
            odot ⊙ circ ∘ bullet • ast ∗ star ∗ times × otimes ⊗ cdot · partial ∂ nabla ∇ sum ∑ prod ∏
            int ∫ top ⊤ intercal ⊤ prime ′ cdots ⋯ dots ⋯ ldots ⋯ dotsb ⋯ dotsc ⋯ dotsm ⋯ vdots ⋮ ddots ⋱
            infty ∞ in ∈ Rightarrow ⇒ implies ⇒ Leftrightarrow ⇒ iff ⇒ Longrightarrow ⇒ therefore ⇒
            hookrightarrow ⇒ rightarrow → to → mapsto → leftarrow ← gets ← longleftarrow ← coloneqq ≔
            coloneq ≔ triangleq ≔ doteq ≔ equiv ≡ approx ≈ propto ∝ sim ∼ le ≤ leq ≤ ge ≥ geq ≥ neq ≠ ne ≠
            langle ⟨ rangle ⟩ lVert ‖ rVert ‖ Vert ‖ | ‖ lvert | rvert | vert | mid | { { } } lbrace {
            rbrace } forall ∀ colon : div / lbrack [ rbrack ] \\ \\\\ cr \\\\ newline \\\\ ll < gg > lt <
            gt > hadamard ⊙ quad ; qquad ; trans ⊤
            """);

    /** Dropped with nothing in their place. */
    private static final Set<String> LOOKS = words("""
            left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle displaystyle
            textstyle scriptstyle limits nolimits , ; : ! > nonumber notag hfill rm bf it enspace
            thinspace medspace allowbreak strut /
            """);

    /** Dropped, but for their argument. */
    private static final Set<String> STYLES = words("""
            mathbf boldsymbol bm vec mathit mathsf mathrm operatorname textbf textit mathtt pmb
            overrightarrow underline boxed mathop mathbin mathord ensuremath bold symbf mathcal mathscr
            mathfrak mathbb fbox textrm tilde widetilde bar overline phantom
            """);

    /** Of these, what stands for words. */
    private static final Set<String> UPRIGHT = words("""
            mathrm operatorname textrm mathsf mathtt
            """);

    private static final Map<String, String> ACCENTS =
            Map.of("hat", "\u0302", "widehat", "\u0302", "dot", "′", "ddot", "″");

    /** Dropped together with their argument. */
    private static final Set<String> ASIDE = words("""
            tag label hspace vspace eqref ref cite footnote
            """);

    private static final Set<String> WORDS =
            Set.of("text", "mbox", "hbox", "textnormal", "intertext", "shortintertext");

    static final Set<String> FUNCTIONS = words("""
            exp ln log tanh sin cos sinh cosh sech max min softmax sigmoid sigm relu ReLU softplus diag
            sign sgn tr argmax argmin lim det logistic var Pr
            """);

    /** Letters of more than one letter. */
    private static final List<String> NAMES =
            List.of("net", "out", "target", "loss", "Loss", "cost", "MSE", "dW", "dZ", "dA", "db", "dz", "da");

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ˡᴸᵀᶻˣᵐⁿʲᵏⁱᵗʰ";
    private static final String RAISED = "0123456789+-()lLTzxmnjkith";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ⱼₖᵢₗₘₙₜₓₐₕₚ";
    private static final String LOWERED = "0123456789+-()jkilmntxahp";
    private static final Map<String, String> FRACTIONS = Map.of("½", "0.5", "¼", "0.25", "¾", "0.75", "⅛", "0.125");

    /** Names, each with the sign behind it. */
    static Map<String, String> pairs(String text) {
        String[] all = text.strip().split("\\s+");
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < all.length; i += 2) {
            pairs.put(all[i], all[i + 1]);
        }
        return Map.copyOf(pairs);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** What a user's own command stands for. */
    record Macro(int arguments, List<Token> body) {}

    private final String text;
    private final int[] starts;
    private final Map<String, Macro> macros;
    private final List<Token> tokens = new ArrayList<>();
    private final int end;
    private int at;
    private final int firstLine;
    private final int firstColumn;

    private Scanner(String text, int firstLine, int firstColumn, Map<String, Macro> macros) {
        this.text = text;
        this.macros = macros;
        this.firstLine = firstLine;
        this.firstColumn = firstColumn;
        end = text.length();
        starts = text.chars().filter(c -> c == '\n').toArray();
        int line = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                starts[line++] = i + 1;
            }
        }
    }

    /** The tokens of a formula that stands at a place of its text, with what is defined there; definitions are added. */
    @CanIgnoreReturnValue
    static List<Token> tokens(String text, int firstLine, int firstColumn, Map<String, Macro> macros) {
        Scanner scanner = new Scanner(text, firstLine, firstColumn, macros);
        scanner.scan();
        return scanner.expanded();
    }

    private Token token(Type type, String what, int from) {
        int line = 0;
        while (line < starts.length && starts[line] <= from) {
            line++;
        }
        int column = line == 0 ? firstColumn + from : from - starts[line - 1] + 1;
        return new Token(type, what, firstLine + line, column);
    }

    private void add(Type type, String what, int from) {
        tokens.add(token(type, what, from));
        if (tokens.size() > MOST_TOKENS) {
            throw new Unreadable(token(type, what, from), "a formula must be shorter than " + MOST_TOKENS + " signs");
        }
    }

    private void scan() {
        while (at < end) {
            int from = at;
            char c = text.charAt(at);
            String sign = String.valueOf(c);
            if (c == '\\') {
                command();
            } else if (c == '%' && !sign.equals("\\")) {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? end : newline;
            } else if (Character.isWhitespace(c) || c == '$' || c == '\u200b' || c == '~') {
                at++;
            } else if (SUPERSCRIPTS.indexOf(c) >= 0) {
                script("^", SUPERSCRIPTS, RAISED);
            } else if (SUBSCRIPTS.indexOf(c) >= 0) {
                script("_", SUBSCRIPTS, LOWERED);
            } else if (FRACTIONS.containsKey(sign)) {
                at++;
                add(Type.NUMBER, FRACTIONS.get(sign), from);
            } else if (isDigit(c) || c == '.' && at + 1 < end && isDigit(text.charAt(at + 1))) {
                number();
            } else if (isLetter(c)) {
                word();
            } else {
                sign();
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == 'ŷ' || c == '𝟏';
    }

    private void number() {
        int from = at;
        while (at < end
                && (isDigit(text.charAt(at))
                        || text.charAt(at) == '.' && at + 1 < end && isDigit(text.charAt(at + 1)))) {
            at++;
        }
        add(Type.NUMBER, text.substring(from, at), from);
    }

    private void script(String sign, String raised, String plain) {
        int from = at;
        add(Type.SIGN, sign, from);
        add(Type.SIGN, "{", from);
        while (at < end && raised.indexOf(text.charAt(at)) >= 0) {
            String c = String.valueOf(plain.charAt(raised.indexOf(text.charAt(at))));
            Type type = Character.isLetter(c.charAt(0)) ? Type.LETTER : isDigit(c.charAt(0)) ? Type.NUMBER : Type.SIGN;
            add(type, c, at++);
        }
        add(Type.SIGN, "}", from);
    }

    /** One letter, or a name that is always one. */
    private void word() {
        int from = at;
        while (at < end && isLetter(text.charAt(at)) && text.charAt(at) < 128) {
            at++;
        }
        String word = text.substring(from, Math.max(at, from));
        if (FUNCTIONS.contains(word)) {
            add(Type.FUNCTION, word, from);
        } else if (NAMES.contains(word)) {
            add(Type.LETTER, word, from);
        } else if (GREEK.containsKey(word) && !text.contains("\\")) {
            add(Type.LETTER, GREEK.get(word), from);
        } else {
            at = from + 1;
            String letter = Character.isHighSurrogate(text.charAt(from)) && at < end
                    ? text.substring(from, ++at)
                    : text.substring(from, at);
            if (letter.equals("Σ")) {
                add(Type.SIGN, "∑", from);
                return;
            }
            add(Type.LETTER, letter.equals("ϕ") || letter.equals("𝜙") ? "φ" : letter.equals("ϵ") ? "ε" : letter, from);
            accent();
        }
    }

    private void accent() {
        if (at < end && text.charAt(at) == '\u0302') {
            Token last = tokens.remove(tokens.size() - 1);
            tokens.add(new Token(Type.LETTER, hatted(last.text()), last.line(), last.column()));
            at++;
        }
    }

    private static String hatted(String letter) {
        return letter.equals("y") ? "ŷ" : letter + "\u0302";
    }

    private void sign() {
        int from = at;
        String one = text.substring(at, Math.min(end, at + 2));
        Map<String, String> longer =
                Map.of(":=", "≔", "<-", "←", "=>", "⇒", ".*", "⊙", "**", "^", "||", "‖", "==", "=", "->", "→");
        if (longer.containsKey(one)) {
            at += 2;
            add(Type.SIGN, longer.get(one), from);
            return;
        }
        at += Character.isHighSurrogate(text.charAt(at)) && at + 1 < end ? 2 : 1;
        String sign = text.substring(from, at);
        String same = switch (sign) {
            case "−", "–" -> "-";
            case "∥" -> "‖";
            case "'", "’", "ʹ" -> "′";
            case "″" -> "″";
            case "⋅", "∙" -> "·";
            case "*" -> "∗";
            case "…" -> "⋯";
            case "○", "◦" -> "∘";
            case "⟹", "↪" -> "⇒";
            case "⟵" -> "←";
            case "Σ", "∑" -> "∑";
            default -> sign;
        };
        add(Type.SIGN, same, from);
    }

    private void command() {
        int from = at++;
        int start = at;
        while (at < end && Character.isLetter(text.charAt(at)) && text.charAt(at) < 128) {
            at++;
        }
        if (at == start && at < end) {
            at++;
        }
        String name = text.substring(start, at);
        if (macros.containsKey(name)) {
            add(Type.COMMAND, "\\" + name, from);
        } else if (GREEK.containsKey(name)) {
            add(Type.LETTER, GREEK.get(name), from);
        } else if (SIGNS.containsKey(name)) {
            add(Type.SIGN, SIGNS.get(name).strip(), from);
        } else if (FUNCTIONS.contains(name)) {
            add(Type.FUNCTION, name, from);
        } else if (ACCENTS.containsKey(name)) {
            accented(ACCENTS.get(name), from);
        } else if (WORDS.contains(name)) {
            words(argument(from), from);
        } else if (STYLES.contains(name)) {
            styled(name, from);
        } else if (name.equals("stackrel") || name.equals("overset") || name.equals("underset")) {
            argument(from);
            tokens.addAll(inner(from));
        } else if (ASIDE.contains(name)) {
            argument(from);
        } else if (name.startsWith("underbrace") || name.startsWith("overbrace") || name.equals("cancel")) {
            braced(from);
        } else if (name.equals("xrightarrow") || name.equals("xleftarrow")) {
            optional();
            argument(from);
            add(Type.TEXT, name, from);
        } else if (name.equals("begin") || name.equals("end")) {
            String environment = argument(from).strip().replace("*", "");
            if (name.equals("begin") && environment.startsWith("array")) {
                argument(from);
            }
            add(Type.COMMAND, name + ":" + environment, from);
        } else if (Set.of("newcommand", "renewcommand", "providecommand", "def", "DeclareMathOperator")
                .contains(name)) {
            define(name, from);
        } else if (name.equals("frac") || name.equals("dfrac") || name.equals("tfrac") || name.equals("cfrac")) {
            add(Type.COMMAND, "frac", from);
            for (int i = 0; i < 2 && at < end; i++) {
                while (at < end && text.charAt(at) == ' ') {
                    at++;
                }
                if (at < end && isDigit(text.charAt(at))) { // \\frac12 has two arguments
                    add(Type.NUMBER, text.substring(at, at + 1), at++);
                }
            }
        } else if (name.equals("sqrt")) {
            add(Type.COMMAND, "sqrt", from);
        } else if (name.equals("mathds") || name.equals("one")) {
            argument(from);
            add(Type.LETTER, "𝟏", from);
        } else if ((LOOKS.contains(name) || name.isBlank())) {
            if ((name.equals("left") || name.equals("right")) && at < end && text.charAt(at) == '.') {
                at++;
            }
        } else {
            throw new Unreadable(token(Type.COMMAND, name, from), "\\" + name + " is not a sign known here");
        }
    }

    /** The text of the next argument in braces, or the next letter. */
    @CanIgnoreReturnValue
    private String argument(int from) {
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= end || text.charAt(at) != '{') {
            int start = at;
            at = Math.min(end, at + 1);
            if (start < end && text.charAt(start) == '\\') {
                while (at < end && Character.isLetter(text.charAt(at))) {
                    at++;
                }
            }
            return text.substring(start, at);
        }
        int depth = 0;
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                String inner = text.substring(at + 1, i);
                at = i + 1;
                return inner;
            }
        }
        throw new Unreadable(token(Type.SIGN, "{", from), "{ is never closed");
    }

    private void optional() {
        if (at < end && text.charAt(at) == '[') {
            int close = text.indexOf(']', at);
            at = close < 0 ? end : close + 1;
        }
    }

    private void words(String words, int from) {
        String word = words.strip();
        if (FUNCTIONS.contains(word)) {
            add(Type.FUNCTION, word, from);
        } else if (NAMES.contains(word)) {
            add(Type.LETTER, word, from);
        } else if (!word.isEmpty()) {
            add(Type.TEXT, word, from);
        }
    }

    /** The tokens of an argument, at their own places. */
    private List<Token> inner(int from) {
        int before = at;
        String argument = argument(from);
        int offset = before < end && text.charAt(before) == '{' ? before + 1 : before;
        Token start = token(Type.SIGN, "", offset);
        Scanner scanner = new Scanner(argument, start.line(), start.column(), macros);
        scanner.scan();
        return scanner.tokens;
    }

    private void styled(String name, int from) {
        int before = at;
        String word = argument(from).strip();
        at = before;
        if (word.equals("1") && !name.equals("boxed")) {
            argument(from);
            add(Type.LETTER, "𝟏", from);
        } else if (name.equals("phantom")) {
            argument(from);
        } else if (word.length() > 1
                && word.chars().allMatch(Character::isLetter)
                && (UPRIGHT.contains(name) || NAMES.contains(word) || FUNCTIONS.contains(word))) {
            argument(from);
            words(word, from);
        } else {
            List<Token> inner = inner(from);
            boolean isScript = name.equals("mathcal") || name.equals("mathscr");
            if (isScript && inner.size() == 1) {
                String letter = inner.get(0).text();
                add(Type.LETTER, letter.equals("L") ? "ℒ" : letter.equals("D") ? "𝒟" : letter, from);
            } else if (inner.size() == 1 || name.equals("boxed") || name.equals("fbox")) {
                tokens.addAll(inner);
            } else {
                group(inner, from);
            }
        }
    }

    private void group(List<Token> inner, int from) {
        add(Type.SIGN, "{", from);
        tokens.addAll(inner);
        add(Type.SIGN, "}", from);
    }

    private void accented(String accent, int from) {
        List<Token> inner = inner(from);
        if (accent.equals("\u0302") && inner.size() == 1) {
            add(Type.LETTER, hatted(inner.get(0).text()), from);
            return;
        }
        if (inner.size() == 1) {
            tokens.addAll(inner);
        } else {
            group(inner, from);
        }
        if (!accent.equals("\u0302")) {
            add(Type.SIGN, accent, from);
        }
    }

    /** What stands over a brace, without what is written at it. */
    private void braced(int from) {
        tokens.addAll(inner(from));
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at < end && (text.charAt(at) == '_' || text.charAt(at) == '^')) {
            at++;
            argument(from);
        }
    }

    private void define(String how, int from) {
        String name = argument(from).strip().replaceFirst("^\\\\", "");
        int count = 0;
        if (at < end && text.charAt(at) == '[') {
            int close = text.indexOf(']', at);
            String number = close < 0 ? "" : text.substring(at + 1, close).strip();
            if (!number.matches("[0-9]")) {
                throw new Unreadable(
                        token(Type.COMMAND, how, from), "\\" + how + " must say how many arguments it takes");
            }
            count = Integer.parseInt(number);
            at = close + 1;
        }
        while (how.equals("def") && at < end && text.charAt(at) == '#') {
            count++;
            at += 2;
        }
        List<Token> body = how.equals("DeclareMathOperator")
                ? tokens("\\operatorname{" + argument(from) + "}", 1, 1, Map.of())
                : inner(from);
        macros.put(name, new Macro(count, body));
    }

    /** With the user's own commands replaced by what they stand for, where they stand. */
    private List<Token> expanded() {
        Deque<Token> rest = new ArrayDeque<>(tokens);
        List<Token> all = new ArrayList<>();
        int steps = 0;
        while (!rest.isEmpty()) {
            Token token = rest.pop();
            Macro macro = token.is(Type.COMMAND) && token.text().startsWith("\\")
                    ? macros.get(token.text().substring(1))
                    : null;
            if (macro == null) {
                all.add(token);
                continue;
            }
            if (++steps > 1000 || rest.size() > MOST_TOKENS) {
                throw new Unreadable(token, token.text() + " stands for itself, or for too much");
            }
            List<List<Token>> arguments = new ArrayList<>();
            for (int i = 0; i < macro.arguments(); i++) {
                arguments.add(group(rest, token));
            }
            List<Token> body = filled(macro.body(), arguments, token);
            for (int i = body.size() - 1; i >= 0; i--) {
                rest.push(body.get(i));
            }
        }
        return all;
    }

    private static List<Token> group(Deque<Token> rest, Token macro) {
        List<Token> group = new ArrayList<>();
        int depth = 0;
        do {
            if (rest.isEmpty()) {
                throw new Unreadable(macro, macro.text() + " lacks an argument");
            }
            Token token = rest.pop();
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            group.add(token);
        } while (depth > 0);
        return group;
    }

    private static List<Token> filled(List<Token> body, List<List<Token>> arguments, Token place) {
        List<Token> filled = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            boolean isArgument = body.get(i).is("#") && i + 1 < body.size();
            if (isArgument) {
                int n = body.get(++i).text().charAt(0) - '1';
                if (n < 0 || n >= arguments.size()) {
                    throw new Unreadable(place, place.text() + " has no argument " + (n + 1));
                }
                List<Token> argument = arguments.get(n);
                filled.addAll(argument.size() > 1 ? argument.subList(1, argument.size() - 1) : argument);
            } else {
                Token t = body.get(i);
                filled.add(new Token(t.type(), t.text(), place.line(), place.column()));
            }
        }
        return filled;
    }

    static Map<String, Macro> noMacros() {
        return new HashMap<>();
    }
}
