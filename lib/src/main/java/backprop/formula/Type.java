package backprop.formula;

/** What a token is. */
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
    /** A name that is not known, which is refused where it stands. */
    WORD,
    END
}
