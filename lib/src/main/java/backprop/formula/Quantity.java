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
        return this == W || this == B || isOfNeurons();
    }

    /** Whether each neuron has one for each example. */
    boolean isOfNeurons() {
        return this == Z || this == A || this == DELTA;
    }

    /** Whether it has a number for each neuron of one layer. */
    boolean isVector() {
        return this == B || isOfNeurons() || this == X || this == Y;
    }

    /** Whether it has the shape of a weight matrix. */
    boolean isMatrix() {
        return this == W || this == UPDATE;
    }

    /** Whether it is learned. */
    boolean isParameter() {
        return this == W || this == B;
    }
}
