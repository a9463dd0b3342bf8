package backprop.formula;

import backprop.internal.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;

/** Tokens that are read one after the other. */
final class Tokens {
    private final List<Token> all;
    private final Token end;
    private int at;

    /**
     * Some tokens, from the first on.
     *
     * @param place where what is missing behind them is said to be
     */
    Tokens(List<Token> all, Token place) {
        this.all = all;
        end = place.as(Type.END, "");
    }

    int size() {
        return all.size();
    }

    /** How many are read. */
    int at() {
        return at;
    }

    /** Those read since a place. */
    List<Token> since(int from) {
        return all.subList(Math.min(from, all.size()), Math.min(at, all.size()));
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < all.size() ? all.get(at + ahead) : end;
    }

    boolean isAt(String sign) {
        return peek().is(sign);
    }

    boolean isAt(Type type) {
        return peek().is(type);
    }

    @CanIgnoreReturnValue
    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    void skip(int count) {
        at += count;
    }

    @CanIgnoreReturnValue
    boolean take(String sign) {
        boolean is = isAt(sign);
        at += is ? 1 : 0;
        return is;
    }

    void expect(String sign) {
        if (!take(sign)) {
            throw expected(sign);
        }
    }

    /** Refuses what comes next. */
    Unreadable expected(String what) {
        return Unreadable.expected(what, peek());
    }

    void expectEnd() {
        if (!isAt(Type.END)) {
            throw new Unreadable(
                    peek(), "'" + peek().text() + "' does not belong here: an operator or the end is expected");
        }
    }

    /** Those of an argument in braces, or one. */
    @CanIgnoreReturnValue
    List<Token> argument() {
        if (isAt(Type.END)) {
            throw expected("an argument");
        }
        if (!isAt("{")) {
            return List.of(next());
        }
        int from = at + 1;
        skipGroup("{", "}");
        return all.subList(from, at - 1);
    }

    /** Goes on behind the bracket that closes the next. */
    void skipGroup(String opening, String closing) {
        Token open = peek();
        int level = 0;
        do {
            Token token = next();
            if (token.is(Type.END)) {
                throw new Unreadable(open, opening + " is never closed");
            }
            level += token.is(opening) ? 1 : token.is(closing) ? -1 : 0;
        } while (level > 0);
    }

    /** How far ahead the argument ends that begins ahead. */
    int behindArgument(int ahead) {
        int behind = ahead;
        int level = 0;
        do {
            level += peek(behind++).bracing();
        } while (level > 0 && !peek(behind).is(Type.END));
        return behind;
    }

    /** What stands between signs, outside brackets and matrices. */
    static List<List<Token>> split(List<Token> some, String sign) {
        List<List<Token>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        int level = 0;
        for (Token token : some) {
            level += token.nesting();
            if (level == 0 && token.is(sign)) {
                parts.add(new ArrayList<>());
            } else {
                parts.get(parts.size() - 1).add(token);
            }
        }
        return parts;
    }
}
