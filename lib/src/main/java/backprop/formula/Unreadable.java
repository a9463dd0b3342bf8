package backprop.formula;

/** That a formula cannot be read: where, and what was expected. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int line;
    final int column;

    Unreadable(Token at, String message) {
        super(message, null, false, false);
        line = at.line();
        column = at.column();
    }

    static Unreadable expected(String what, Token found) {
        boolean isEnd = found.is(Type.END);
        return new Unreadable(
                found, what + " is expected, " + (isEnd ? "but the formula ends" : "not '" + found.text() + "'"));
    }
}
