package backprop.formula;

/**
 * A sign, letter or word of a formula.
 *
 * @param text a letter as Unicode, δ for {@code \delta}; a sign as one character; the name of a command or function
 * @param line from 1, of the whole text
 * @param column from 1
 */
record Token(Type type, String text, int line, int column) {
    enum Type {
        LETTER,
        NUMBER,
        /** A named function, such as exp. */
        FUNCTION,
        /** An operator, a bracket, a relation, a separator. */
        SIGN,
        /** frac, sqrt, begin, end and the like, with what belongs to its name. */
        COMMAND,
        /** Words within a formula. */
        TEXT,
        END
    }

    boolean is(String other) {
        return type != Type.TEXT && text.equals(other);
    }

    boolean is(Type other) {
        return type == other;
    }
}
