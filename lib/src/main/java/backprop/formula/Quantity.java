package backprop.formula;

/** What a letter stands for. */
enum Quantity {
    COST("C"),
    W("w"),
    B("b"),
    Z("z"),
    A("a"),
    DELTA("δ"),
    X("x"),
    Y("y"),
    /** The learning rate. */
    RATE("η"),
    /** The factor of a regularisation. */
    LAMBDA("λ"),
    /** How many examples there are. */
    EXAMPLES("N"),
    /** How many neurons a layer has. */
    SIZE("n"),
    /** A column of ones. */
    ONES("𝟏"),
    /** δ_ij, 1 if i = j and else 0. */
    KRONECKER("δ"),
    /** −η∂C/∂w. */
    UPDATE("Δw"),
    /** A variable of calculus, without a network. */
    VARIABLE("x"),
    UNKNOWN("?");

    /** What it is called where its author has no letter for it. */
    final String letter;

    Quantity(String letter) {
        this.letter = letter;
    }

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
