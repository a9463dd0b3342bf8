package backprop.formula;

import java.util.Arrays;
import java.util.List;

/**
 * What authors agree on in different ways: one of each {@link Group} holds in a text. It is stated, or found as that under
 * which most of the text is right.
 */
public enum Convention {
    HALF_SQUARES(Group.COST, "C = ½Σ(a − y)²"),
    SQUARES(Group.COST, "C = Σ(a − y)²"),
    MEAN_SQUARES(Group.COST, "C = 1/n Σ(a − y)² over the n outputs"),
    CROSS_ENTROPY(Group.COST, "C = −Σ[y ln a + (1 − y) ln(1 − a)]"),
    SOFTMAX(Group.COST, "C = −Σ y ln a after softmax"),
    OWN_COST(Group.COST, "C as the text defines it"),

    MEAN(Group.EXAMPLES, "C is the mean over examples"),
    SUM(Group.EXAMPLES, "C is the sum over examples"),

    PLAIN(Group.PENALTY, "no regularisation"),
    REGULARISED(Group.PENALTY, "C with + λ/2 Σw²"),
    MEAN_REGULARISED(Group.PENALTY, "C with + λ/2N Σw²"),

    /** w_jk is the weight from neuron k to neuron j: z = wa + b. */
    TO_FROM(Group.WEIGHTS, "w_jk from neuron k to neuron j"),
    /** W_ij is the weight from neuron i to neuron j: z = Wᵀa + b. */
    FROM_TO(Group.WEIGHTS, "W_ij from neuron i to neuron j"),

    /** wˡ leads into layer l: zˡ = wˡaˡ⁻¹ + bˡ. */
    INTO_LAYER(Group.LAYER, "wˡ leads into layer l"),
    /** Wˡ leads out of layer l: zˡ⁺¹ = Wˡaˡ + bˡ. */
    OUT_OF_LAYER(Group.LAYER, "Wˡ leads out of layer l"),

    /** The input is layer 0: a⁰ = x. */
    INPUT_IS_0(Group.INPUT, "the input is layer 0"),
    /** The input is layer 1: a¹ = x. */
    INPUT_IS_1(Group.INPUT, "the input is layer 1"),

    /** Examples are columns: Z = WX + b. */
    COLUMNS(Group.VECTORS, "examples as columns"),
    /** Examples are rows: Z = XW + b. */
    ROWS(Group.VECTORS, "examples as rows"),

    /** A gradient has the shape of its variable, a Jacobian a row for each entry of what is differentiated. */
    GRADIENT_LIKE_VARIABLE(Group.GRADIENT, "gradients shaped as their variables"),
    /** Numerator layout: a gradient is a row. */
    GRADIENT_AS_ROW(Group.GRADIENT, "gradients as rows (numerator layout)"),
    /** A gradient by a vector is a row, one by a matrix has its shape. */
    VECTOR_GRADIENT_AS_ROW(Group.GRADIENT, "gradients by vectors as rows, by matrices in their shape"),
    /** Denominator layout: a Jacobian is transposed, and chains run backwards. */
    JACOBIAN_TRANSPOSED(Group.GRADIENT, "Jacobians transposed (denominator layout)"),

    DELTA_PLUS(Group.DELTA, "δ = ∂C/∂z"),
    /** δ = −∂C/∂z, with updates by +. */
    DELTA_MINUS(Group.DELTA, "δ = −∂C/∂z"),
    /** δ is a column where gradients are rows. */
    DELTA_AS_COLUMN(Group.DELTA, "δ = (∂C/∂z)ᵀ"),

    SIGMOID(Group.ACTIVATION, "σ is the sigmoid"),
    ANY_ACTIVATION(Group.ACTIVATION, "any activation"),
    TANH(Group.ACTIVATION, "the activation is tanh"),
    RELU(Group.ACTIVATION, "the activation is ReLU"),
    MANY_NEURONS(Group.NEURONS, "layers of several neurons"),
    ONE_NEURON(Group.NEURONS, "one neuron per layer"),
    /** The weights of the only neuron are a vector: z = Σ w_j x_j + b. */
    SINGLE_NEURON(Group.NEURONS, "a single neuron"),

    BIASES(Group.BIASES, "with biases"),
    /** No neuron has one, or an input that is always 1 stands for it. */
    NO_BIASES(Group.BIASES, "biases left out"),
    /** A column where examples are rows: Z = XW + 𝟏bᵀ. */
    BIASES_AS_COLUMNS(Group.BIASES, "biases as columns"),

    SAME_OUTPUT(Group.OUTPUT, "one activation in all layers"),
    LINEAR_OUTPUT(Group.OUTPUT, "a linear output"),
    /** The last layer is a sigmoid, whatever the others are. */
    SIGMOID_OUTPUT(Group.OUTPUT, "a sigmoid output"),

    SUMS_WRITTEN(Group.SUMS, "sums as they are written"),
    /** Einstein's: δ_k w_kj is the sum over k. */
    SUMS_IMPLIED(Group.SUMS, "repeated indices are summed");

    /** Conventions that exclude each other; the first of each is the usual one. */
    public enum Group {
        /** The cost of one example. */
        COST,
        /** The cost of several. */
        EXAMPLES,
        /** Whether weights cost something. */
        PENALTY,
        /** The order of a weight's indices. */
        WEIGHTS,
        /** The layer of a weight. */
        LAYER,
        /** The number of the input layer. */
        INPUT,
        /** How examples stand in a batch. */
        VECTORS,
        /** The shape of derivatives. */
        GRADIENT,
        /** The sign of δ. */
        DELTA,
        /** The activation function. */
        ACTIVATION,
        /** How many neurons a layer has. */
        NEURONS,
        /** Whether there are biases. */
        BIASES,
        /** That of the last layer. */
        OUTPUT,
        /** Whether an index that stands twice in a product is summed. */
        SUMS;

        /** Returns those that exclude each other, the usual one first. */
        public List<Convention> choices() {
            return Arrays.stream(Convention.values())
                    .filter(c -> c.group == this)
                    .toList();
        }
    }

    private final Group group;
    private final String words;

    Convention(Group group, String words) {
        this.group = group;
        this.words = words;
    }

    /** Returns those that exclude it. */
    public Group group() {
        return group;
    }

    /** It as a formula or in words. */
    @Override
    public String toString() {
        return words;
    }
}
