package backprop.check;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.internal.Require;
import backprop.text.PastedMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A student's sheet: a network, an example, and what was worked out on it, as typed from paper or pasted from NumPy or
 * PyTorch. A value; each method returns a longer sheet. It shows as its {@link #report()}.
 *
 * <pre>{@code
 * Check.sheet()
 *     .w(1, "[[0.15, 0.20], [0.25, 0.30]]").b(1, "0.35 0.35")
 *     .w(2, "[[0.40, 0.45], [0.50, 0.55]]").b(2, "0.60 0.60")
 *     .x("0.05 0.10").y("0.01 0.99")
 *     .mine("dC/dw2", "array([[0.0822, 0.0827], [-0.0226, -0.0227]])")
 *     .mine("dC/dw11 of layer 1", "0.0004386")
 * }</pre>
 *
 * <p>Unless told otherwise every layer is sigmoid and C = ½Σ(a−y)². Without {@link #b} the network has no biases. Rows and
 * columns may be either: w as w_jk or W_ij, examples as columns or rows. What fits the shapes is taken, and of several
 * readings the one under which the numbers are right; the report says which. Numbers are judged to the digits given; entries
 * are counted from 1.
 */
public final class Sheet {
    static final int MOST_LAYERS = 100;

    private final Map<String, PastedMatrix> given;
    private final Cost cost;
    private final List<Activation> activations;
    private final double lambda;
    private final List<Mine> mine;

    /** A number or more that somebody worked out. */
    record Mine(Quantity quantity, PastedMatrix numbers) {}

    Sheet() {
        this(Map.of(), Cost.HALF_SQUARED_ERROR, List.of(Activation.SIGMOID), 0, List.of());
    }

    private Sheet(
            Map<String, PastedMatrix> given, Cost cost, List<Activation> activations, double lambda, List<Mine> mine) {
        this.given = given;
        this.cost = cost;
        this.activations = activations;
        this.lambda = lambda;
        this.mine = mine;
    }

    /**
     * Adds the weights of a layer.
     *
     * @param l from 1 to 100
     * @param numbers n_l×n_{l−1}, or transposed in every layer; see {@link PastedMatrix}
     */
    public Sheet w(int l, String numbers) {
        return with(layer("w", l), numbers);
    }

    /**
     * Adds the biases of a layer. A network has them in all layers, or in none.
     *
     * @param l from 1 to 100
     * @param numbers n_l of them
     */
    public Sheet b(int l, String numbers) {
        return with(layer("b", l), numbers);
    }

    /**
     * Adds the input.
     *
     * @param numbers n₀ of them; for several examples n₀×N or N×n₀
     */
    public Sheet x(String numbers) {
        return with("x", numbers);
    }

    /**
     * Adds the targets.
     *
     * @param numbers n_L of them; for several examples n_L×N or N×n_L, as x
     */
    public Sheet y(String numbers) {
        return with("y", numbers);
    }

    static String layer(String symbol, int l) {
        Require.layer(1, MOST_LAYERS, l);
        return symbol + " of layer " + l;
    }

    private Sheet with(String what, String numbers) {
        Map<String, PastedMatrix> more = new LinkedHashMap<>(given);
        more.put(what, PastedMatrix.of(what, numbers));
        return new Sheet(more, cost, activations, lambda, mine);
    }

    /** Sets the cost; ½Σ(a−y)² if not set. */
    public Sheet cost(Cost cost) {
        Require.given("cost", cost);
        return new Sheet(given, cost, activations, lambda, mine);
    }

    /** Sets the activation of all layers, or one of each; all sigmoid if not set. */
    public Sheet activations(Activation... activations) {
        Require.allGiven("activations", activations);
        Require.that(activations.length > 0, "activations", "be one, or one for each layer", activations.length);
        return new Sheet(given, cost, List.of(activations), lambda, mine);
    }

    /**
     * Adds ½λΣ‖w‖² to the cost.
     *
     * @param lambda λ, 0 or more
     */
    public Sheet regularized(double lambda) {
        Require.that(lambda >= 0 && lambda < Double.POSITIVE_INFINITY, "lambda", "be 0 or more and finite", lambda);
        return new Sheet(given, cost, activations, lambda, mine);
    }

    /**
     * Adds what was worked out.
     *
     * @param name such as {@code dC/dw2}, {@code db1}, {@code delta2}, {@code a1}, {@code z2}, {@code C}, {@code dC/dx}, or
     *     {@code gradient} for all weights and biases in any order; with ∂, δ, ¹ and ₁ or without; of an entry, counted from
     *     1, {@code dC/dw11 of layer 1} or {@code ∂C/∂w¹₁₁}
     * @param numbers one or more; a gradient of weights also transposed
     */
    public Sheet mine(String name, String numbers) {
        List<Mine> more = new ArrayList<>(mine);
        more.add(new Mine(Quantity.of(name), PastedMatrix.of(name, numbers)));
        return new Sheet(given, cost, activations, lambda, more);
    }

    /** Judges what was worked out, and says how the sheet was read; what is missing or does not fit is a finding, too. */
    public Report report() {
        int depth = depth();
        Optional<String> missing = missing(depth);
        if (missing.isPresent()) {
            return untold(missing.get(), "is not given");
        }
        if (mine.isEmpty()) {
            return untold("nothing of yours", "is given, such as mine(\"dC/dw1\", …)");
        }
        List<String> misfits = new ArrayList<>();
        Map<SheetReading, Case> cases = cases(depth, misfits);
        if (cases.isEmpty()) {
            return Report.failed("sheet: impossible", "what is given", misfits.get(0));
        }
        return fault(cases).orElseGet(() -> {
            List<SheetFindings> all = findings(cases);
            return SheetFindings.likeliest(all).reportAmong(all);
        });
    }

    /** What the sheet is under every reading that fits. */
    private Map<SheetReading, Case> cases(int depth, List<String> misfits) {
        Map<SheetReading, Case> cases = new LinkedHashMap<>();
        for (SheetReading reading : SheetReading.of(given)) {
            reading.read(depth, cost, activations, misfits).ifPresent(c -> cases.put(reading, c.regularized(lambda)));
        }
        return cases;
    }

    private static Optional<Report> fault(Map<SheetReading, Case> cases) {
        return cases.values().stream()
                .map(Soundness::fault)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<SheetFindings> findings(Map<SheetReading, Case> cases) {
        return cases.entrySet().stream()
                .map(of -> new SheetFindings(of.getValue(), of.getKey(), mine))
                .toList();
    }

    /**
     * Returns the network as the report reads it, with biases 0 if none are given.
     *
     * @throws IllegalArgumentException if something is missing or does not fit
     */
    public Network network() {
        return read().network();
    }

    /**
     * Returns the examples as the report reads them.
     *
     * @throws IllegalArgumentException if something is missing or does not fit
     */
    public DataSet data() {
        return read().data();
    }

    private Case read() {
        int depth = depth();
        missing(depth).ifPresent(name -> {
            throw Require.broken(name, "be given", null);
        });
        List<String> misfits = new ArrayList<>();
        Map<SheetReading, Case> cases = cases(depth, misfits);
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(misfits.get(0));
        }
        return fault(cases).isPresent()
                ? cases.values().iterator().next()
                : SheetFindings.likeliest(findings(cases)).of();
    }

    private static Report untold(String what, String finding) {
        return new Report("sheet: cannot tell", List.of(new Report.Line(Verdict.CANNOT_TELL, what, finding)));
    }

    /** The last layer of which anything was given. */
    private int depth() {
        return IntStream.rangeClosed(1, MOST_LAYERS)
                .filter(l -> given.containsKey(layer("w", l)) || given.containsKey(layer("b", l)))
                .max()
                .orElse(1);
    }

    private Optional<String> missing(int depth) {
        boolean biases = given.keySet().stream().anyMatch(name -> name.startsWith("b"));
        Stream<String> ofLayers = IntStream.rangeClosed(1, depth)
                .boxed()
                .flatMap(l -> biases ? Stream.of(layer("w", l), layer("b", l)) : Stream.of(layer("w", l)));
        return Stream.concat(ofLayers, Stream.of("x", "y"))
                .filter(name -> !given.containsKey(name))
                .findFirst();
    }

    /** The report. */
    @Override
    public String toString() {
        return report().toString();
    }
}
