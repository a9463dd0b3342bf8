package backprop.formula;

/** What a node is; beside it stands what its leaf and its parts are. */
enum Kind {
    /** Leaf: its value. */
    NUMBER,
    /** Leaf: a {@link Symbol}. */
    SYMBOL,
    SUM,
    NEGATIVE,
    /** As written. Leaf: {@link Signs}; which products they are, shapes decide. */
    CHAIN,
    /** A product with a number. */
    SCALED,
    MATRIX_PRODUCT,
    ELEMENTWISE,
    /** uvᵀ. */
    OUTER,
    /** uᵀv. */
    INNER,
    QUOTIENT,
    POWER,
    TRANSPOSE,
    /** Leaf: a {@link Function}. */
    CALL,
    /** ∂(first part)/∂(second part). */
    DERIVATIVE,
    /** The same of each entry by its own, as a column, where no entry depends on another's. */
    SLOPES,
    /** Leaf: the index; parts: the body, and the limits if there are any. */
    SERIES,
    NORM,
    /** Leaf: {@link Grid}. */
    GRID
}
