package backprop.formula;

import backprop.formula.Formula.Function;
import backprop.formula.Formula.Grid;
import backprop.formula.Formula.Kind;
import backprop.formula.Token.Type;
import backprop.internal.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads one side of a statement, in an author's notation; what it does not know it refuses, with its place. */
final class Parser {
    private static final Set<String> TIMES = Set.of("⊙", "∘", "•", "∗", "×", "⊗", "·");
    private static final Set<String> CLOSING = Set.of(")", "]", "}", "⟩");
    private static final int DEEPEST = 60;

    /** What C is differentiated by where it stands below it. */
    private static final Set<Quantity> SLOPES = Set.of(Quantity.Z, Quantity.A, Quantity.W, Quantity.B);

    private final Notation notation;
    private final List<Token> tokens;
    private final Token end;
    private int at;
    private int depth;
    private int norms;
    private final Set<Formula> bracketed = Collections.newSetFromMap(new IdentityHashMap<>());

    private Parser(Notation notation, List<Token> tokens, Token end) {
        this.notation = notation;
        this.tokens = tokens;
        this.end = end;
    }

    static Formula formula(Notation notation, List<Token> tokens, Token end) {
        Parser parser = new Parser(notation, tokens, end);
        Formula formula = parser.sum();
        if (!parser.peek().is(Type.END)) {
            throw new Unreadable(parser.peek(), "'" + parser.peek().text() + "' does not belong here");
        }
        return formula;
    }

    private Token peek() {
        return peek(0);
    }

    private Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : end;
    }

    private Token next() {
        Token token = peek();
        at++;
        return token;
    }

    @CanIgnoreReturnValue
    private boolean take(String sign) {
        boolean is = peek().is(sign) && !peek().is(Type.END);
        at += is ? 1 : 0;
        return is;
    }

    private Unreadable expected(String what) {
        Token token = peek();
        return new Unreadable(
                token, what + " is expected" + (token.is(Type.END) ? "" : ", not '" + token.text() + "'"));
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw expected(sign);
        }
    }

    private Formula sum() {
        if (++depth > DEEPEST) {
            throw new Unreadable(peek(), "brackets must not be nested so deep");
        }
        List<Formula> terms = new ArrayList<>();
        take("+");
        boolean isFirst = true;
        while (isFirst || peek().is("+") || peek().is("-")) {
            boolean isMinus = take("-");
            if (!isFirst && !isMinus) {
                expect("+");
            }
            int before = at;
            Formula term = term();
            terms.add(isMinus ? Formula.of(Kind.NEGATIVE, term) : term);
            refuseIndexOutsideItsSum(terms, tokens.get(Math.min(before, tokens.size() - 1)));
            isFirst = false;
        }
        depth--;
        return Formula.sum(terms);
    }

    /** ∑ⱼ aⱼ + bⱼ may mean two things. */
    private void refuseIndexOutsideItsSum(List<Formula> terms, Token place) {
        Formula last = terms.get(terms.size() - 1);
        for (Formula before : terms.subList(0, terms.size() - 1)) {
            refuseOpenSum(before, last, place);
        }
    }

    private void refuseOpenSum(Formula f, Formula behind, Token place) {
        if (bracketed.contains(f)) {
            return;
        }
        if (f.is(Kind.SERIES) && !f.leaf.equals("") && mentions(behind, (String) f.leaf)) {
            throw new Unreadable(
                    place,
                    "does the sum over " + f.leaf
                            + " go on here? Write brackets around all that is summed, or another letter");
        }
        f.parts.forEach(part -> refuseOpenSum(part, behind, place));
    }

    private static boolean mentions(Formula formula, String index) {
        if (formula.is(Kind.SERIES) && formula.leaf.equals(index)) {
            return false;
        }
        boolean here = formula.is(Kind.SYMBOL)
                && (formula.symbol().indices().stream()
                                .anyMatch(place -> place.base().equals(index))
                        || formula.symbol().example() != null
                                && formula.symbol().example().base().equals(index));
        return here || formula.parts.stream().anyMatch(part -> mentions(part, index));
    }

    private Formula term() {
        List<Formula> factors = new ArrayList<>();
        List<String> signs = new ArrayList<>();
        factors.add(factor());
        while (true) {
            Token token = peek();
            if (token.is(Type.SIGN) && TIMES.contains(token.text())) {
                at++;
                signs.add(dots() ? "⋯" + token.text() : token.text());
                at += signs.get(signs.size() - 1).startsWith("⋯") && TIMES.contains(peek().text()) ? 1 : 0;
                factors.add(factor());
            } else if (token.is("/")) {
                at++;
                divide(factors, token);
            } else if (dots()) {
                at += TIMES.contains(peek().text()) ? 1 : 0;
                signs.add("⋯");
                factors.add(factor());
            } else if (startsFactor(token) && !(token.is("‖") && norms > 0)) {
                signs.add("");
                factors.add(factor());
            } else {
                return factors.size() == 1 ? factors.get(0) : new Formula(Kind.CHAIN, List.copyOf(signs), factors);
            }
        }
    }

    private boolean dots() {
        return take("⋯");
    }

    /** What stands before the line is one factor, or the text must say how far the fraction goes. */
    private void divide(List<Formula> factors, Token line) {
        Formula below = factor();
        boolean isCount =
                below.is(Kind.NUMBER) || below.is(Kind.SYMBOL) && below.symbol().what() == Quantity.EXAMPLES;
        boolean isApart = peek().is("∑") || isCount && Set.of("(", "[", "‖").contains(peek().text());
        if (startsFactor(peek()) && !isApart && !(peek().is("‖") && norms > 0)) {
            throw new Unreadable(line, "how much stands below the line? Write \\frac{…}{…}");
        }
        Formula above = factors.remove(factors.size() - 1);
        if (below.is(Kind.DERIVATIVE)) {
            throw new Unreadable(line, "is this a quotient of derivatives, or one or the other?");
        }
        factors.add(Formula.of(Kind.QUOTIENT, above, below));
    }

    private static boolean startsFactor(Token token) {
        return switch (token.type()) {
            case LETTER, NUMBER, FUNCTION -> true;
            case COMMAND -> token.is("frac") || token.is("sqrt") || token.text().matches("begin:.?matrix");
            case SIGN -> Set.of("(", "[", "{", "∇", "∂", "∑", "‖", "⟨", "|").contains(token.text());
            default -> false;
        };
    }

    private Formula factor() {
        return scripts(base());
    }

    private Formula base() {
        Token token = next();
        if (token.is(Type.NUMBER)) {
            return Formula.number(Double.parseDouble(token.text()));
        }
        if (token.is(Type.FUNCTION)) {
            return function(token);
        }
        if (token.is(Type.LETTER)) {
            return letter(token);
        }
        if (token.is(Type.COMMAND)) {
            return command(token);
        }
        return switch (token.text()) {
            case "(", "[", "{" -> group(token);
            case "∇" -> gradient();
            case "∂" -> slope();
            case "∑" -> series();
            case "∏" -> throw new Unreadable(token, "a product sign is not read here: write the factors with ⋯");
            case "‖" -> norm();
            case "⟨" -> inner();
            case "|" -> bars(token);
            case "-" -> throw new Unreadable(token, "a sign within a product needs brackets");
            default -> {
                at--;
                throw token.is(Type.TEXT)
                        ? new Unreadable(token, "'" + token.text() + "' stands within a formula")
                        : expected("a letter, number or bracket");
            }
        };
    }

    private Formula group(Token open) {
        Formula inner = sum();
        String close = open.is("(") ? ")" : open.is("[") ? "]" : "}";
        if (!take(close)) {
            throw peek().is(Type.END) ? new Unreadable(open, open.text() + " is never closed") : expected(close);
        }
        bracketed.add(inner);
        return inner;
    }

    private Formula command(Token token) {
        if (token.is("frac")) {
            return fraction();
        }
        if (token.is("sqrt")) {
            expect("{");
            Formula inner = sum();
            expect("}");
            return Formula.of(Kind.POWER, inner, Formula.number(0.5));
        }
        if (token.text().matches("begin:.?matrix")) {
            return grid(token);
        }
        throw new Unreadable(
                token,
                "\\" + token.text().replace(":", "{") + (token.text().contains(":") ? "}" : "")
                        + " is not read within a formula");
    }

    /** Tokens of an argument in braces, or one. */
    @CanIgnoreReturnValue
    private List<Token> argument() {
        if (!peek().is("{")) {
            if (peek().is(Type.END)) {
                throw expected("an argument");
            }
            return List.of(next());
        }
        Token open = next();
        int from = at;
        for (int level = 1; level > 0; at++) {
            if (peek().is(Type.END)) {
                throw new Unreadable(open, "{ is never closed");
            }
            level += peek().is("{") ? 1 : peek().is("}") ? -1 : 0;
        }
        return tokens.subList(from, at - 1);
    }

    private Formula formula(List<Token> some, Token place) {
        Parser inner = new Parser(notation, some, end(place));
        inner.depth = depth;
        Formula formula = inner.sum();
        if (!inner.peek().is(Type.END)) {
            throw new Unreadable(inner.peek(), "'" + inner.peek().text() + "' does not belong here");
        }
        return formula;
    }

    private static Token end(Token place) {
        return new Token(Type.END, "", place.line(), place.column());
    }

    // Derivatives

    private static boolean isDifferential(List<Token> some) {
        return !some.isEmpty()
                && (some.get(0).is("∂")
                        || some.get(0).is(Type.LETTER)
                                && (some.get(0).is("d") || some.get(0).text().matches("d[a-zA-Z]")));
    }

    /** The tokens behind ∂ or d, where dz counts as d and z. */
    private static List<Token> behind(List<Token> some) {
        Token first = some.get(0);
        List<Token> rest = new ArrayList<>(some.subList(1, some.size()));
        if (first.text().length() > 1) {
            rest.add(0, new Token(Type.LETTER, first.text().substring(1), first.line(), first.column() + 1));
        }
        return rest;
    }

    private Formula fraction() {
        Token place = peek();
        List<Token> above = argument();
        Token line = peek();
        List<Token> below = argument();
        if (isDifferential(above) && isDifferential(below)) {
            List<Token> of = behind(above);
            List<Token> by = behind(below);
            if (!of.isEmpty() && of.get(0).is("^") || by.isEmpty()) {
                throw new Unreadable(place, "only first derivatives are read");
            }
            if (by.stream().anyMatch(t -> t.is("∂"))) {
                throw new Unreadable(line, "a derivative by several variables at once is not read");
            }
            boolean isFunction =
                    by.size() == 1 && notation.functions().contains(by.get(0).text());
            Formula variable = isFunction
                    ? Formula.symbol(Symbol.of(Quantity.UNKNOWN, by.get(0).text()))
                    : formula(by, line);
            return Formula.of(Kind.DERIVATIVE, of.isEmpty() ? operand() : formula(of, place), variable);
        }
        return Formula.of(Kind.QUOTIENT, formula(above, place), formula(below, line));
    }

    /** What an operator such as ∂/∂b applies to: the next factor. */
    private Formula operand() {
        if (!startsFactor(peek())) {
            throw expected("what is differentiated");
        }
        return Set.of("(", "[", "{").contains(peek().text()) ? factor() : term();
    }

    /** ∂C/∂w in one line. */
    private Formula slope() {
        Formula of = factor();
        expect("/");
        if (!take("∂")) {
            throw expected("∂ below the line");
        }
        return Formula.of(Kind.DERIVATIVE, of, factor());
    }

    private Formula gradient() {
        Formula by = null;
        if (take("_")) {
            Token place = peek();
            by = formula(argument(), place);
        }
        if (take("^")) {
            throw new Unreadable(peek(), "only first derivatives are read");
        }
        if (!startsFactor(peek())) {
            throw expected("what is differentiated");
        }
        Formula of = factor();
        if (by == null) {
            by = Formula.symbol(Symbol.of(Quantity.UNKNOWN, "all parameters"));
        }
        if (by.is(Kind.SYMBOL)
                && by.symbol().what() == Quantity.A
                && by.symbol().layer() == null) {
            by = Formula.symbol(by.symbol().at(Place.LAST));
        }
        return Formula.of(Kind.DERIVATIVE, of, by);
    }

    // Sums, norms, products in brackets

    private Formula series() {
        List<Token> below = List.of();
        List<Token> above = List.of();
        Token place = peek();
        for (int i = 0; i < 2; i++) {
            if (take("_")) {
                below = argument();
            } else if (take("^")) {
                above = argument();
            }
        }
        int split = index(below, "=");
        int in = index(below, "∈");
        List<Token> letters = below.subList(0, split >= 0 ? split : in >= 0 ? in : below.size());
        if (letters.stream().anyMatch(t -> t.is(","))) {
            throw new Unreadable(place, "write a sum for each index");
        }
        if (letters.size() > 1 || !letters.isEmpty() && !letters.get(0).is(Type.LETTER)) {
            throw new Unreadable(place, "a sum must run over one letter");
        }
        Formula body = take("-") ? Formula.of(Kind.NEGATIVE, term()) : term();
        if (!letters.isEmpty() && isBoth(body, letters.get(0).text())) {
            throw new Unreadable(place, letters.get(0).text() + " counts examples and neurons here: which is it?");
        }
        List<Formula> parts = new ArrayList<>(List.of(body));
        if (split >= 0 && !above.isEmpty()) {
            parts.add(limit(below.subList(split + 1, below.size()), place));
            parts.add(limit(above, place));
        }
        return new Formula(Kind.SERIES, letters.isEmpty() ? "" : letters.get(0).text(), parts);
    }

    private static boolean isBoth(Formula body, String letter) {
        boolean isExample = body.contains(f -> f.is(Kind.SYMBOL)
                && f.symbol().example() != null
                && f.symbol().example().base().equals(letter));
        return isExample
                && body.contains(f -> f.is(Kind.SYMBOL)
                        && f.symbol().indices().stream()
                                .anyMatch(place -> place.base().equals(letter)));
    }

    private static int index(List<Token> some, String sign) {
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).is(sign)) {
                return i;
            }
        }
        return -1;
    }

    /** Sizes in limits are n_l, and so are the letters that stand for one. */
    private Formula limit(List<Token> some, Token place) {
        Place plain = place(some);
        return plain != null && !plain.isNumber()
                ? Formula.symbol(Symbol.of(Quantity.UNKNOWN, plain.toString()))
                : formula(some, place);
    }

    private Formula norm() {
        norms++;
        Formula inner = sum();
        norms--;
        expect("‖");
        if (take("_")) {
            argument();
        }
        return Formula.of(Kind.NORM, inner);
    }

    private Formula inner() {
        Formula left = sum();
        expect(",");
        Formula right = sum();
        expect("⟩");
        return Formula.of(Kind.INNER, left, right);
    }

    /** |D|, the number of examples. */
    private Formula bars(Token open) {
        Token inner = next();
        if ((inner.is("𝒟") || inner.is("D") || inner.is("S") || inner.is("B")) && take("|")) {
            return Formula.symbol(Symbol.of(Quantity.EXAMPLES, "|" + inner.text() + "|"));
        }
        throw new Unreadable(open, "bars are read around a set of examples only: write \\lVert for a norm");
    }

    // Matrices

    private Formula grid(Token open) {
        List<List<List<Token>>> rows = new ArrayList<>();
        List<List<Token>> row = new ArrayList<>();
        List<Token> cell = new ArrayList<>();
        for (int level = 0; ; ) {
            Token token = next();
            if (token.is(Type.END)) {
                throw new Unreadable(open, "the matrix is never ended");
            }
            boolean isEnd = token.is(Type.COMMAND) && token.text().startsWith("end:") && level == 0;
            boolean isRow = token.is("\\\\") && level == 0;
            if (isEnd || isRow || token.is("&") && level == 0) {
                row.add(cell);
                cell = new ArrayList<>();
            } else {
                level += token.is(Type.COMMAND) && token.text().startsWith("begin:") ? 1 : 0;
                level -= token.is(Type.COMMAND) && token.text().startsWith("end:") ? 1 : 0;
                cell.add(token);
            }
            if (isEnd || isRow) {
                if (row.stream().anyMatch(c -> !c.isEmpty())) {
                    rows.add(row);
                }
                row = new ArrayList<>();
            }
            if (isEnd) {
                return grid(rows, open);
            }
        }
    }

    /** Cells such as '+ ⋯' say that a row is a sum. */
    private static boolean isSum(List<Token> cell) {
        return cell.size() > 1 && isDots(cell) && cell.stream().anyMatch(t -> t.is("+"));
    }

    private static boolean isDots(List<Token> cell) {
        return cell.isEmpty()
                || cell.stream().allMatch(t -> Set.of("⋯", "⋮", "⋱", "+").contains(t.text()));
    }

    private Formula grid(List<List<List<Token>>> rows, Token open) {
        Predicate<List<List<Token>>> isLeftOut = cells -> cells.stream().allMatch(Parser::isDots);
        List<List<List<Token>>> written =
                rows.stream().filter(isLeftOut.negate()).toList();
        if (written.isEmpty()) {
            throw new Unreadable(open, "the matrix has no entries");
        }
        List<Formula> entries = new ArrayList<>();
        int width = -1;
        boolean isWide = false;
        for (List<List<Token>> row : written) {
            List<List<Token>> cells = row.stream().filter(c -> !isDots(c)).toList();
            isWide |= cells.size() < row.size();
            if (width >= 0 && cells.size() != width) {
                throw new Unreadable(open, "the rows of the matrix must be equally long");
            }
            width = cells.size();
            for (List<Token> cell : cells) {
                entries.add(formula(cell, cell.get(0)));
            }
        }
        boolean isTall = written.size() < rows.size();
        boolean isSum = written.stream().allMatch(row -> row.stream().anyMatch(Parser::isSum));
        return new Formula(Kind.GRID, new Grid(written.size(), width, isTall, isWide, isSum), entries);
    }

    // Letters and functions

    private Formula function(Token name) {
        int primes = 0;
        Formula power = null;
        while (peek().is("^") || peek().is("′") || peek().is("_")) {
            if (take("′")) {
                primes++;
            } else if (take("_")) {
                argument();
            } else {
                at++;
                Token place = peek();
                List<Token> raised = argument();
                if (raised.stream().allMatch(t -> t.is("′"))) {
                    primes += raised.size();
                } else {
                    power = formula(raised, place);
                }
            }
        }
        if (!startsFactor(peek())) {
            throw expected("the argument of " + name.text());
        }
        if (power != null && power.is(Kind.NEGATIVE)) {
            throw new Unreadable(name, "an inverse function is not read");
        }
        boolean isOpen = !Set.of("(", "[", "{").contains(peek().text());
        Formula call = peek().is("(") && name.is("max")
                ? rectified(name)
                : Formula.call(new Function(canonical(name.text()), primes, null), factorWithoutScripts());
        if (isOpen && startsFactor(peek()) && !(peek().is("‖") && norms > 0)) {
            throw new Unreadable(peek(), "how far does " + name.text() + " reach? Write brackets");
        }
        return power == null ? call : Formula.of(Kind.POWER, call, power);
    }

    private static String canonical(String name) {
        return switch (name) {
            case "sigm", "logistic" -> "sigmoid";
            case "ReLU" -> "relu";
            case "log" -> "ln";
            case "sgn" -> "sign";
            default -> name;
        };
    }

    /** A bracket alone, so that f(x)² is the square of f(x); or a factor. */
    private Formula factorWithoutScripts() {
        if (!peek().is("(") && !peek().is("[") && !peek().is("{")) {
            return factor();
        }
        Formula argument = group(next());
        return take("_") ? entry(argument, argument(), peek()) : argument;
    }

    private Formula entry(Formula f, List<Token> below, Token place) {
        boolean isVector = f.is(Kind.SYMBOL)
                && f.symbol().what().isVector()
                && f.symbol().indices().isEmpty();
        if (!isVector || place(below) == null) {
            throw new Unreadable(place, "an index at a bracket is not read: put it at the letters inside");
        }
        return Formula.symbol(f.symbol().indexed(List.of(place(below))));
    }

    /** max(0, z). */
    private Formula rectified(Token name) {
        expect("(");
        Formula first = sum();
        expect(",");
        Formula second = sum();
        expect(")");
        if (first.isNumber(0) || second.isNumber(0)) {
            return Formula.call(Function.named("relu"), first.isNumber(0) ? second : first);
        }
        throw new Unreadable(name, "max is read of 0 and one more only");
    }

    /** What is written at a letter. */
    private static final class Scripts {
        private Place layer;
        private final List<Place> indices = new ArrayList<>();
        private Place example;
        private Formula power;
        private Formula by;
        private boolean isTransposed;
        private int primes;
        private String more = "";
    }

    private Formula letter(Token token) {
        String letter = token.text();
        if (letter.equals("e") && peek().is("^")) {
            at++;
            Token place = peek();
            return Formula.call(Function.named("exp"), formula(exponent(), place));
        }
        if (letter.equals("d") && peek().is(Type.LETTER) && !isSlopeInLine(letter)) {
            throw new Unreadable(token, "differentials are not read alone, only as a fraction");
        }
        if (letter.equals("π")) {
            return Formula.number(Math.PI);
        }
        if ((letter.equals("d") || letter.matches("d[A-Za-z]")) && isSlopeInLine(letter)) {
            return slopeInLine(token);
        }
        if (letter.equals("Δ") && peek().is(Type.LETTER) && notation.of(peek().text()) == Quantity.W) {
            Formula w = letter(next());
            return Formula.symbol(new Symbol(
                    Quantity.UPDATE,
                    "Δ" + w.symbol().letter(),
                    w.symbol().layer(),
                    w.symbol().indices(),
                    null));
        }
        if (letter.matches("d[A-Za-z]") && notation.of(letter) == Quantity.UNKNOWN) {
            return programmers(letter, token);
        }
        Quantity what = letter.equals("l") && peek().is("(") ? Quantity.COST : notation.of(letter);
        int before = at;
        Scripts scripts = scripts(letter, what, token);
        boolean opens = peek().is("(");
        boolean isInput =
                opens && peek(1).is(Type.LETTER) && notation.of(peek(1).text()) == Quantity.X && peek(2).is(")");
        boolean isFunction = notation.functions().contains(letter) && what == Quantity.UNKNOWN;
        if (isOutput(letter, before) && opens
                || !isFunction && what == Quantity.UNKNOWN && letter.matches("[hfF]") && isInput) {
            int from = at;
            skipBrackets();
            Place example = exampleWithin(from);
            scripts.example = example == null ? scripts.example : example;
            List<Place> indices = isOutput(letter, before) ? List.of() : scripts.indices;
            return Formula.symbol(new Symbol(Quantity.A, letter, Place.LAST, indices, scripts.example));
        }
        if (isFunction && (opens || peek().is("[") || scripts.primes > 0)) {
            return call(letter, scripts, token);
        }
        if (isFunction) {
            return bare(letter, scripts, token);
        }
        boolean isCalled = what == Quantity.UNKNOWN && opens && peek(1).is(Type.LETTER) && peek(2).is(")");
        if (isCalled && scripts.layer == null && scripts.indices.isEmpty()) {
            return call(letter, scripts, token); // a function nobody knows yet
        }
        return symbol(letter(letter, scripts), scripts, token, isInput);
    }

    /** dW for ∂C/∂W, and dZ for the derivative of the sum over the examples, as programmers name them. */
    private Formula programmers(String letter, Token token) {
        Formula by = letter(new Token(Type.LETTER, letter.substring(1), token.line(), token.column() + 1));
        boolean isTransposed = by.is(Kind.TRANSPOSE);
        Formula variable = isTransposed ? by.part(0) : by;
        boolean isOfExample = variable.is(Kind.SYMBOL)
                && (variable.symbol().what() == Quantity.Z || variable.symbol().what() == Quantity.A);
        Symbol cost = Symbol.of(Quantity.COST, notation.letterOf(Quantity.COST));
        Formula derivative =
                Formula.of(Kind.DERIVATIVE, Formula.symbol(isOfExample ? cost.ofExample(World.EACH) : cost), variable);
        return isTransposed ? Formula.of(Kind.TRANSPOSE, derivative) : derivative;
    }

    private static String letter(String letter, Scripts scripts) {
        return letter + scripts.more;
    }

    /** h with the parameters below: the output of a network. */
    private boolean isOutput(String letter, int scriptsFrom) {
        return letter.matches("[hfF]")
                && scriptsFrom < tokens.size()
                && tokens.get(scriptsFrom).is("_")
                && tokens.subList(scriptsFrom, at).stream()
                        .anyMatch(t -> t.is(Type.LETTER) && notation.of(t.text()) == Quantity.W);
    }

    private void skipBrackets() {
        Token open = peek();
        int level = 0;
        do {
            Token token = next();
            if (token.is(Type.END)) {
                throw new Unreadable(open, "( is never closed");
            }
            level += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        } while (level > 0);
    }

    private boolean isSlopeInLine(String letter) {
        int ahead = letter.length() > 1 ? 0 : 1;
        boolean isLetter = letter.length() > 1 || peek().is(Type.LETTER);
        while (isLetter
                && (peek(ahead).is("^")
                        || peek(ahead).is("_")
                        || peek(ahead).is("{")
                        || peek(ahead).is("}"))) {
            if (peek(ahead).is("}")) {
                return false;
            }
            ahead++;
            int level = 0;
            do {
                level += peek(ahead).is("{") ? 1 : peek(ahead).is("}") ? -1 : 0;
                ahead++;
            } while (level > 0 && !peek(ahead).is(Type.END));
        }
        return isLetter
                && peek(ahead).is("/")
                && peek(ahead + 1).is(Type.LETTER)
                && peek(ahead + 1).text().startsWith("d");
    }

    private Formula slopeInLine(Token d) {
        Formula of = differential(d);
        expect("/");
        return Formula.of(Kind.DERIVATIVE, of, differential(next()));
    }

    private Formula differential(Token d) {
        return d.text().length() > 1
                ? letter(new Token(Type.LETTER, d.text().substring(1), d.line(), d.column() + 1))
                : factor();
    }

    private List<Token> exponent() {
        if (peek().is("-")) {
            throw new Unreadable(peek(), "how much stands in the exponent? Write e^{…}");
        }
        return argument();
    }

    private Formula call(String letter, Scripts scripts, Token token) {
        if (!peek().is("(") && !peek().is("[")) {
            return bare(letter, scripts, token);
        }
        Formula argument = group(next());
        Formula call = Formula.call(new Function(letter, scripts.primes, scripts.layer), argument);
        if (!scripts.indices.isEmpty()) {
            throw new Unreadable(token, "an index belongs to what stands in the brackets of " + letter);
        }
        return raised(call, scripts);
    }

    /** f′ of a layer, without its argument. */
    private Formula bare(String letter, Scripts scripts, Token token) {
        boolean isPrimed = scripts.primes > 0 || peek().is(")") && peek(1).is("′");
        if (scripts.layer == null && !isPrimed && scripts.indices.isEmpty() && !letter.equals("σ")) {
            return raised(Formula.symbol(Symbol.of(Quantity.UNKNOWN, letter)), scripts);
        }
        if (scripts.layer == null || !isPrimed) {
            throw new Unreadable(token, letter + " needs its argument: " + letter + "(z)");
        }
        Symbol z =
                new Symbol(Quantity.Z, notation.letterOf(Quantity.Z), scripts.layer, scripts.indices, scripts.example);
        return Formula.call(new Function(letter, scripts.primes, scripts.layer), Formula.symbol(z));
    }

    private Formula raised(Formula base, Scripts scripts) {
        Formula raised = scripts.power == null ? base : Formula.of(Kind.POWER, base, scripts.power);
        return scripts.isTransposed ? Formula.of(Kind.TRANSPOSE, raised) : raised;
    }

    private Formula symbol(String letter, Scripts s, Token token, boolean isInputBehind) {
        Quantity what = letter.equals("l") && peek().is("(") ? Quantity.COST : notation.of(letter);
        Place layer = s.layer;
        Symbol named = notation.named().get(letter);
        if (named != null && layer == null) {
            what = named.what();
            layer = named.layer();
        }
        if (what == Quantity.X && layer != null) {
            what = Quantity.A; // xˡ, the activation by another name
        }
        if (what == Quantity.UNKNOWN && s.layer == null && s.indices.isEmpty() && letter.matches("[nNmMB]")) {
            what = Quantity.EXAMPLES;
        }
        boolean isTargetOrNone = what == Quantity.Y || what == Quantity.UNKNOWN;
        if (letter.equals("d") && isTargetOrNone && layer != null && s.indices.isEmpty()) {
            what = Quantity.SIZE;
        }
        if (letter.equals("n")
                || letter.equals("m")
                || letter.equals("s")
                || letter.equals("d")
                || letter.equals("N")) {
            if (what == Quantity.UNKNOWN && s.layer == null && s.indices.size() == 1) {
                layer = s.indices.get(0);
                s.indices.clear();
            }
            what = what == Quantity.UNKNOWN && layer != null ? Quantity.SIZE : what;
        }
        if (what == Quantity.COST) {
            return cost(letter, s);
        }
        if (named != null && what == Quantity.UNKNOWN) {
            return raised(Formula.symbol(named), s);
        }
        if ((letter.equals("ŷ") || letter.equals("Ŷ")) && what == Quantity.A && layer == null) {
            layer = Place.LAST;
        }
        if (isInputBehind && (what == Quantity.A || what == Quantity.Y || what == Quantity.Z)) {
            at++;
            s.example = new Place(next().text(), 0);
            at++;
        }
        boolean mayBeTimed = what.isLayered() || what == Quantity.Y || what == Quantity.UNKNOWN && !s.indices.isEmpty();
        if (mayBeTimed
                && peek().is("(")
                && peek(1).is(Type.LETTER)
                && peek(1).text().matches("[nt]")) {
            boolean isShifted = (peek(2).is("+") || peek(2).is("-")) && peek(3).is(Type.NUMBER);
            int close = isShifted ? 4 : 2;
            at += peek(close).is(")") ? close + 1 : 0; // of the n-th step, like all the rest
        }
        if (s.primes == 1 && notation.primes()) {
            s.primes = 0;
            s.isTransposed = true;
        }
        if (s.primes > 0) {
            if (what == Quantity.A && s.primes == 1) {
                skipArgumentOfActivation();
                Symbol z = new Symbol(Quantity.Z, notation.letterOf(Quantity.Z), layer, s.indices, s.example);
                return raised(Formula.call(new Function("σ", 1, layer), Formula.symbol(z)), s);
            }
            if (what != Quantity.W || s.primes > 1) {
                throw new Unreadable(
                        token, "what does ′ mean at " + letter + "? It is read at a function or activation");
            }
            s.isTransposed = true;
        }
        List<Place> indices = s.indices;
        what = what == Quantity.DELTA && indices.size() == 2 ? Quantity.KRONECKER : what;
        if (what == Quantity.W && indices.size() == 2 && s.isTransposed) {
            indices = List.of(indices.get(1), indices.get(0));
            s.isTransposed = false;
        }
        return raised(Formula.symbol(new Symbol(what, letter, layer, indices, s.example)), s);
    }

    /** In a′(z) the argument says no more than a′. */
    private void skipArgumentOfActivation() {
        if (peek().is("(") && peek(1).is(Type.LETTER) && notation.of(peek(1).text()) == Quantity.Z) {
            skipBrackets();
        }
    }

    /** C, of one example if an index says so; what it depends on is known. */
    private Formula cost(String letter, Scripts s) {
        Place example = s.example != null ? s.example : s.indices.size() == 1 ? s.indices.get(0) : s.layer;
        if (peek().is("(") && s.by == null) {
            int from = at;
            skipBrackets();
            Place within = exampleWithin(from);
            example = within == null ? example : within;
        }
        example = example != null && example.isNumber() ? null : example; // C_0, of one example
        Formula cost = Formula.symbol(new Symbol(Quantity.COST, letter, null, List.of(), example));
        return raised(s.by == null ? cost : Formula.of(Kind.DERIVATIVE, cost, s.by), s);
    }

    /** The i of x^(i) in brackets that were skipped; null if there is none. */
    private Place exampleWithin(int from) {
        for (int i = from; i + 3 < at; i++) {
            if (tokens.get(i).is("^")
                    && tokens.get(i + 1).is("{")
                    && tokens.get(i + 2).is("(")) {
                return new Place(tokens.get(i + 3).text(), 0);
            }
        }
        return null;
    }

    private Scripts scripts(String letter, Quantity what, Token token) {
        Scripts s = new Scripts();
        while (true) {
            if (take("′")) {
                s.primes++;
            } else if (take("″")) {
                s.primes += 2;
            } else if (peek().is("^") && (what != Quantity.UNKNOWN || !isPowerOfUnknown(letter))) {
                at++;
                Token place = peek();
                above(s, letter, what, argument(), place);
            } else if (take("_")) {
                Token place = peek();
                below(s, letter, what, argument(), place);
            } else {
                return s;
            }
        }
    }

    private boolean isPowerOfUnknown(String letter) {
        return !notation.functions().contains(letter) && !letter.matches("[nmMNsd]") && peek(1).is(Type.NUMBER);
    }

    private static boolean isTransposition(Token t) {
        return t.is("⊤") || t.is("T");
    }

    private void above(Scripts s, String letter, Quantity what, List<Token> some, Token place) {
        List<Token> rest = some;
        if (!rest.isEmpty() && rest.stream().allMatch(t -> t.is("′"))) {
            s.primes += rest.size();
            return;
        }
        while (rest.size() > 1 && rest.get(rest.size() - 1).is("′")) {
            s.primes++;
            rest = rest.subList(0, rest.size() - 1);
        }
        if (rest.size() == 1 && (rest.get(0).is("∗") || rest.get(0).is("⋆"))) {
            s.more = "∗";
            return;
        }
        if (!rest.isEmpty()
                && isTransposition(rest.get(rest.size() - 1))
                && !(rest.size() > 1 && rest.get(rest.size() - 2).text().matches("[-+]"))) {
            s.isTransposed = true;
            rest = rest.subList(0, rest.size() - 1);
            if (rest.isEmpty()) {
                return;
            }
        }
        if (rest.size() == 1 && rest.get(0).is(Type.TEXT)) {
            return; // new and old
        }
        int comma = index(rest, ",");
        if (comma > 0 && place(rest.subList(0, comma)) != null && place(rest.subList(comma + 1, rest.size())) != null) {
            Place one = place(rest.subList(0, comma));
            Place other = place(rest.subList(comma + 1, rest.size()));
            boolean isLayerFirst = one.base().matches("[lL]");
            s.layer = isLayerFirst ? one : other;
            s.example = isLayerFirst ? other : one;
            return;
        }
        List<List<Token>> groups = bracketed(rest);
        boolean isBracketed = groups != null;
        if (!isBracketed) {
            groups = List.of(rest);
        }
        boolean isFunction = notation.functions().contains(letter) && what == Quantity.UNKNOWN;
        for (List<Token> group : groups) {
            Place read = place(group);
            boolean isNumber = read != null && read.isNumber();
            if (read != null && isExample(what, read, s, isBracketed, rest)) {
                s.example = read;
            } else if (read != null
                    && (what.isLayered()
                            || isFunction
                            || what == Quantity.SIZE
                            || what == Quantity.X && (isBracketed || read.base().matches("[lL]"))
                            || (what == Quantity.UNKNOWN || letter.equals("d")) && isBracketed)
                    && s.layer == null
                    && !(!notation.below().isEmpty() && !isBracketed && isNumber)
                    && (isBracketed || !isNumber || notation.plainNumbers() && !(isFunction && peek().is("(")))) {
                s.layer = read;
            } else if (!isBracketed && s.power == null && !(read != null && !isNumber && what.isLayered())) {
                s.power = formula(group, place);
            } else {
                throw new Unreadable(
                        place, "what stands above " + letter + " is not a layer, an example, T or a power");
            }
        }
    }

    /** Letters that count examples, above x or y or behind a layer. */
    private boolean isExample(Quantity what, Place read, Scripts s, boolean isBracketed, List<Token> all) {
        if (what == Quantity.X || what == Quantity.Y) {
            return read.isFree()
                            && !read.base().matches("[lℓ]")
                            && (isBracketed || what == Quantity.Y && read.base().matches("[itμps]"))
                    || read.isNumber() && isBracketed && all.get(0).is("(") && what == Quantity.Y;
        }
        boolean afterLayer = s.layer != null && s.example == null;
        return what.isLayered()
                        && (afterLayer
                                || isBracketed
                                        && all.get(0).is("(")
                                        && read.base().matches("[itμp]"))
                || what == Quantity.COST;
    }

    /** (l), [l] or [l](i): what stands in each bracket; null if it is not written so. */
    private static List<List<Token>> bracketed(List<Token> some) {
        List<List<Token>> groups = new ArrayList<>();
        int i = 0;
        while (i < some.size()) {
            String close = some.get(i).is("(") ? ")" : some.get(i).is("[") ? "]" : "";
            int until = i + 1;
            while (until < some.size() && !some.get(until).is(close)) {
                until++;
            }
            if (close.isEmpty() || until == some.size()) {
                return null;
            }
            groups.add(some.subList(i + 1, until));
            i = until + 1;
        }
        return groups.isEmpty() ? null : groups;
    }

    /** l, l + 1, 1 + l, l - 1 or 3; null if it is none of these. */
    private static Place place(List<Token> some) {
        List<Token> t = some.size() > 2
                        && some.get(0).is("(")
                        && some.get(some.size() - 1).is(")")
                ? some.subList(1, some.size() - 1)
                : some;
        if (t.size() == 1 && t.get(0).is(Type.NUMBER) && t.get(0).text().matches("\\d{1,6}")) {
            return Place.of(Integer.parseInt(t.get(0).text()));
        }
        if (t.size() == 1 && t.get(0).is(Type.LETTER) && t.get(0).text().length() <= 2) {
            return new Place(layerLetter(t.get(0).text()), 0);
        }
        if (t.size() > 1 && t.get(0).is(Type.LETTER) && t.get(1).is("_")) {
            if (t.get(0).text().matches("[nN]")
                    && t.stream().anyMatch(x -> x.text().matches("[lℓL]"))
                    && t.size() <= 5) {
                return Place.LAST;
            }
            return new Place(
                    String.join(
                            "",
                            t.stream()
                                    .map(Token::text)
                                    .filter(x -> !x.matches("[{}_]"))
                                    .toList()),
                    0);
        }
        if (t.size() == 3 && t.get(1).is("+") && t.get(0).is(Type.NUMBER)) {
            return place(List.of(t.get(2), t.get(1), t.get(0)));
        }
        boolean isSum = t.size() == 3
                && (t.get(1).is("+") || t.get(1).is("-"))
                && t.get(0).is(Type.LETTER)
                && t.get(2).is(Type.NUMBER)
                && t.get(2).text().matches("\\d{1,6}");
        if (!isSum) {
            return null;
        }
        int offset = Integer.parseInt(t.get(2).text());
        return new Place(layerLetter(t.get(0).text()), t.get(1).is("+") ? offset : -offset);
    }

    /** ℓ is l, and a capital counts to the last. */
    private static String layerLetter(String letter) {
        return letter.equals("ℓ") ? "l" : letter.matches("[NKMHD]") ? "L" : letter;
    }

    private void below(Scripts s, String letter, Quantity what, List<Token> some, Token place) {
        if (what == Quantity.COST
                && some.get(0).is(Type.LETTER)
                && SLOPES.contains(notation.of(some.get(0).text()))) {
            s.by = formula(some, place);
            return;
        }
        if (some.size() == 1 && some.get(0).is(Type.TEXT)) {
            label(s, letter, some.get(0));
            return;
        }
        String all = String.join("", some.stream().map(Token::text).toList());
        if (all.matches("in|out|input|output")) {
            label(s, letter, new Token(Type.TEXT, all, place.line(), place.column()));
            return;
        }
        if (notation.functions().contains(letter) && what == Quantity.UNKNOWN) {
            Place layer = place(some);
            boolean hasParameters =
                    some.stream().anyMatch(t -> t.is(Type.LETTER) && notation.of(t.text()) == Quantity.W);
            if (layer == null && !hasParameters) {
                throw new Unreadable(place, "below " + letter + " a layer is expected");
            }
            boolean isLayer = !hasParameters
                    && (layer.isNumber()
                            || layer.base().matches("[lL]")
                            || notation.below().contains(layer.base()));
            s.layer = isLayer ? layer : s.layer; // φ_j is the function of a neuron, like that of all
            return;
        }
        List<List<Token>> pieces = split(some);
        for (List<Token> piece : pieces) {
            Place read = place(piece);
            if (read == null) {
                throw new Unreadable(place, "below " + letter + " an index is expected, such as j, jk or l + 1");
            }
            boolean isFirst = s.indices.isEmpty() && s.layer == null;
            boolean isLayer = !notation.below().isEmpty()
                    && (what.isLayered() || what == Quantity.UNKNOWN)
                    && isFirst
                    && !letter.equals("ŷ")
                    && (read.isNumber() || notation.below().contains(read.base()));
            if (isLayer) {
                s.layer = read;
            } else {
                s.indices.add(read);
            }
        }
        if (s.indices.size() > 2 || s.indices.size() > 1 && what.isVector() && what != Quantity.DELTA) {
            throw new Unreadable(place, letter + " has too many indices");
        }
    }

    /** At commas; without them each letter and digit is one, unless a sign joins them. */
    private static List<List<Token>> split(List<Token> some) {
        List<List<Token>> pieces = new ArrayList<>();
        List<Token> piece = new ArrayList<>();
        boolean hasComma = some.stream().anyMatch(t -> t.is(","));
        boolean isJoined = some.stream().anyMatch(t -> t.is("+") || t.is("-") || t.is("_"));
        for (Token token : some) {
            if (token.is(",")) {
                pieces.add(piece);
                piece = new ArrayList<>();
            } else if (!hasComma
                    && !isJoined
                    && token.is(Type.NUMBER)
                    && token.text().length() == 2) {
                for (int i = 0; i < 2; i++) {
                    String digit = token.text().substring(i, i + 1);
                    pieces.add(List.of(new Token(Type.NUMBER, digit, token.line(), token.column() + i)));
                }
            } else if (!hasComma && !isJoined) {
                pieces.add(List.of(token));
            } else {
                piece.add(token);
            }
        }
        if (hasComma || isJoined) {
            pieces.add(piece);
        }
        return pieces;
    }

    private void label(Scripts s, String letter, Token text) {
        String word = text.text().strip();
        if (letter.matches("[nmNsd]") && word.matches("in|input|x")) {
            s.layer = Place.of(0);
        } else if (letter.matches("[nmNsd]") && word.matches("out|output|y")) {
            s.layer = Place.LAST;
        } else if (word.matches("out|output|pred")) {
            s.layer = Place.LAST;
        } else if (!word.matches("true|target|tot|total|MSE|CE|train|batch|i|reg")) {
            throw new Unreadable(text, "'" + word + "' below " + letter + " is not known here");
        }
    }

    /** What is written at a bracket or number. */
    private Formula scripts(Formula base) {
        Formula f = base;
        while (true) {
            if (peek().is("^")) {
                Token place = next();
                if (peek().is("-")) {
                    throw new Unreadable(place, "how much stands above? Write ^{…}");
                }
                List<Token> raised = argument();
                f = raisedBracket(f, raised, place);
            } else if (peek().is("′")) {
                f = primed(f, next());
            } else if (peek().is("_")) {
                Token place = next();
                f = entry(f, argument(), place);
            } else {
                return f;
            }
        }
    }

    private Formula raisedBracket(Formula f, List<Token> raised, Token place) {
        if (raised.size() == 1 && isTransposition(raised.get(0))) {
            return Formula.of(Kind.TRANSPOSE, f);
        }
        if (!raised.isEmpty() && raised.stream().allMatch(t -> t.is("′"))) {
            return primed(f, place);
        }
        if (raised.size() > 1 && (raised.get(0).is("(") || raised.get(0).is("["))) {
            throw new Unreadable(place, "what does the bracket above a bracket mean? A layer is written at its letter");
        }
        return Formula.of(Kind.POWER, f, formula(raised, place));
    }

    private Formula primed(Formula f, Token place) {
        if (notation.primes() && !f.is(Kind.CALL)) {
            return Formula.of(Kind.TRANSPOSE, f);
        }
        if (f.is(Kind.SYMBOL) && f.symbol().what() == Quantity.A) {
            Symbol a = f.symbol();
            Symbol z = new Symbol(Quantity.Z, notation.letterOf(Quantity.Z), a.layer(), a.indices(), a.example());
            return Formula.call(new Function("σ", 1, a.layer()), Formula.symbol(z));
        }
        if (f.is(Kind.SYMBOL) && f.symbol().what() == Quantity.W) {
            return Formula.of(Kind.TRANSPOSE, f);
        }
        if (f.is(Kind.CALL)) {
            Function function = f.function();
            boolean isBare = function.primes() == 0 && f.part(0).is(Kind.SYMBOL);
            if (isBare) {
                return Formula.call(new Function(function.name(), 1, function.layer()), f.part(0));
            }
        }
        throw new Unreadable(place, "what does ′ mean at this bracket? Write the derivative as a fraction");
    }

    static boolean isClosing(Token token) {
        return CLOSING.contains(token.text());
    }
}
