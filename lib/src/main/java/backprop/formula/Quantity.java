package backprop.formula;

/** What a letter stands for. */
enum Quantity {
    COST,
    W,
    B,
    Z,
    A,
    DELTA,
    X,
    Y,
    /** The learning rate. */
    RATE,
    /** The factor of a regularisation. */
    LAMBDA,
    /** How many examples there are. */
    EXAMPLES,
    /** How many neurons a layer has. */
    SIZE,
    /** A column of ones. */
    ONES,
    /** δ_ij, 1 if i = j and else 0. */
    KRONECKER,
    /** −η∂C/∂w. */
    UPDATE,
    /** A variable of calculus, without a network. */
    VARIABLE,
    UNKNOWN;

    /** Whether it belongs to a layer. */
    boolean isLayered() {
        return this == W || this == B || this == Z || this == A || this == DELTA;
    }

    /** Whether it has a number for each neuron of one layer. */
    boolean isVector() {
        return isLayered() && this != W || this == X || this == Y;
    }
}
