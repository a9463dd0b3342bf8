package backprop.fire;

import backprop.Backprop;
import backprop.Cost;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.GradientDescent;
import backprop.Layer;
import backprop.Network;
import backprop.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** What must hold of every shot, and how much of it was put to the test. */
final class Claims {
    /** A claim that does not hold, and what was seen. */
    record Fault(String claim, String seen) {}

    /** Numbers are compared with the largest of their block: one layer's ∂C/∂w or ∂C/∂b. */
    private static final double TOLERANCE = 1e-12;

    /** Below it a product may have met doubles near 1e-308, which have fewer digits. */
    private static final double LEAST = 1e-290;

    private static final double ROUNDING = 0x1p-49; // of a weight
    private static final double TERM = 0x1p-46; // of a term, summed
    private static final int ROUNDINGS = 3;
    private static final int ENTRIES = 8; // of a block, drawn for the dual numbers

    private final Shot shot;
    private final Network network;
    private final SimpleMatrix x;
    private final SimpleMatrix y;
    private final ForwardPass pass;
    private final Gradient gradient;

    /** The first claim that does not hold; null if all do. */
    final Fault fault;

    /** Blocks of ∇C that are not 0. */
    final int blocks;

    /** Blocks that were compared with what rounding does to them, as their terms cancel. */
    int cancelled;

    boolean trained;

    private Claims(Shot shot) {
        this.shot = shot;
        network = shot.network();
        x = shot.data().x();
        y = shot.data().y();
        pass = network.forward(x);
        gradient = Backprop.gradient(network, shot.cost(), shot.data());
        blocks = (int) blocks(gradient).stream()
                .filter(block -> largest(block) > LEAST)
                .count();
        fault = broken().orElse(null);
    }

    /** Puts a shot to the test. */
    static Claims of(Shot shot) {
        try {
            return new Claims(shot);
        } catch (RuntimeException e) {
            throw new IllegalStateException(shot + " throws " + e + "\n" + shot.code(), e);
        }
    }

    private Optional<Fault> broken() {
        return isFinite()
                .or(this::isThatOfDuals)
                .or(this::isComposed)
                .or(this::isTheSameByRows)
                .or(this::costsConvert)
                .or(this::trainsAsTheTextbook);
    }

    private Optional<Fault> isFinite() {
        return fault("∇C is finite", Arrays.stream(gradient.vector()).allMatch(Double::isFinite), "it is not");
    }

    private Optional<Fault> isThatOfDuals() {
        Tangent tangent = new Tangent(network, shot.cost(), pass, y);
        Random random = new Random(1);
        List<double[]> off = new ArrayList<>();
        for (int l = 1; l <= network.depth(); l++) {
            int inputs = network.layer(l).inputs();
            int from = l;
            off.add(drawn(gradient.w(l), random)
                    .mapToDouble(i -> tangent.of(from, i / inputs, i % inputs)
                            - gradient.w(from).get(i))
                    .toArray());
            off.add(drawn(gradient.b(l), random)
                    .mapToDouble(
                            j -> tangent.of(from, j, inputs) - gradient.b(from).get(j))
                    .toArray());
        }
        return within("∇C is that of dual numbers", off, blocks(gradient), 1);
    }

    /** Some of a block's entries, all if there are few. */
    private static IntStream drawn(SimpleMatrix block, Random random) {
        int n = block.getNumElements();
        return n <= ENTRIES ? IntStream.range(0, n) : random.ints(ENTRIES, 0, n);
    }

    private Optional<Fault> isComposed() {
        int last = network.depth();
        SimpleMatrix[] delta = new SimpleMatrix[last + 1];
        delta[last] = Backprop.outputError(
                shot.cost(), pass.z(last), y, network.layer(last).activation());
        for (int l = last - 1; l >= 1; l--) {
            delta[l] = Backprop.hiddenError(
                    network.w(l + 1), delta[l + 1], pass.z(l), network.layer(l).activation());
        }
        List<SimpleMatrix> w = new ArrayList<>();
        List<SimpleMatrix> b = new ArrayList<>();
        for (int l = 1; l <= last; l++) {
            w.add(Backprop.weightGradient(delta[l], pass.a(l - 1)));
            b.add(Backprop.biasGradient(delta[l]));
        }
        return fault("BP1 to BP4 compose to ∇C", new Gradient(w, b).equals(gradient), "they do not");
    }

    /** The same with an example per row and a weight w_kj from k to j, as notes 001 and 004 have it. */
    private Optional<Fault> isTheSameByRows() {
        SimpleMatrix a = x.transpose();
        Errors errors = Backprop.errors(network, shot.cost(), pass, y);
        boolean same = true;
        for (int l = 1; l <= network.depth(); l++) {
            Layer layer = network.layer(l);
            SimpleMatrix w = layer.w().transpose();
            SimpleMatrix z = a.mult(w)
                    .elementOp((int t, int j, double wa) -> wa + layer.b().get(j));
            SimpleMatrix delta = errors.delta(l).transpose();
            same &= same(z.transpose(), pass.z(l))
                    && same(a.transpose().mult(delta).transpose(), gradient.w(l));
            if (l > 1) {
                SimpleMatrix back = delta.mult(w.transpose()).transpose();
                SimpleMatrix slope = network.layer(l - 1).activation().derivative(pass.z(l - 1));
                same &= same(back.elementMult(slope), errors.delta(l - 1));
            }
            a = pass.a(l).transpose();
        }
        return fault("rows and w_kj convert exactly", same, "other numbers come out");
    }

    private static boolean same(SimpleMatrix a, SimpleMatrix b) {
        return a.isIdentical(b, 0);
    }

    /** Σ is twice ½Σ, exactly, and a sum N times a mean, exactly if N is a power of two. */
    private Optional<Fault> costsConvert() {
        Cost cost = shot.cost();
        int n = shot.data().size();
        Cost sum = new Cost(cost.formula(), cost.value(), cost.derivative());
        Gradient ofSum = Backprop.gradient(network, sum, shot.data());
        Gradient ofMean = Backprop.gradient(network, sum.mean(), shot.data());
        double worst = Integer.bitCount(n) == 1 ? 0 : 1;
        Gradient ofBoth = cost.averaged() ? ofMean : ofSum;
        Optional<Fault> fault = fault("the cost's own ∇C", ofBoth.equals(gradient), "it is another")
                .or(() -> within("a sum is N times a mean", off(ofSum, ofMean, n), blocks(ofSum), worst));
        boolean isHalf = cost.value() == Cost.HALF_SQUARED_ERROR.value();
        if (isHalf) {
            Cost twice = cost.averaged() ? Cost.SQUARED_ERROR.mean() : Cost.SQUARED_ERROR;
            Gradient ofTwice = Backprop.gradient(network, twice, shot.data());
            return fault.or(() -> within("Σ is twice ½Σ", off(ofTwice, gradient, 2), blocks(ofTwice), 0));
        }
        return fault;
    }

    private static List<double[]> off(Gradient left, Gradient right, double factor) {
        List<double[]> a = blocks(left);
        List<double[]> b = blocks(right);
        return IntStream.range(0, a.size())
                .mapToObj(i -> IntStream.range(0, a.get(i).length)
                        .mapToDouble(e -> a.get(i)[e] - factor * b.get(i)[e])
                        .toArray())
                .toList();
    }

    /** One step over all examples; η moves the largest parameter about as far as it is large. */
    private Optional<Fault> trainsAsTheTextbook() {
        double[] p = network.parameters();
        double slope = largest(gradient.vector());
        double eta = Math.min(1e8, Math.max(1e-8, largest(p) / Math.max(slope, Double.MIN_NORMAL)));
        if (!Double.isFinite(shot.cost().of(network, shot.data()))) {
            return Optional.empty(); // no training begins there
        }
        double[] step = GradientDescent.step(p, gradient.vector(), eta);
        Training training =
                Training.of(network, shot.cost(), shot.data()).eta(eta).epochs(1);
        if (training.run().outcome().startsWith("diverged")) {
            return Optional.empty();
        }
        trained = true;
        Gradient textbook = Gradient.of(network, step);
        Gradient path = Gradient.of(network, training.network().parameters());
        List<double[]> size = blocks(gradient);
        List<double[]> start = blocks(Gradient.of(network, p));
        List<double[]> scale = IntStream.range(0, size.size())
                .mapToObj(i -> new double[] {eta * largest(size.get(i)) + largest(start.get(i))})
                .toList();
        return within("training steps as the textbook", off(path, textbook, 1), scale, eta);
    }

    /** Each block's numbers are off by no more than they may, or than roundings of the weights move them. */
    private Optional<Fault> within(String claim, List<double[]> off, List<double[]> blocks, double factor) {
        double[] moved = null;
        for (int i = 0; i < off.size(); i++) {
            double most = factor == 0 ? LEAST : TOLERANCE * largest(blocks.get(i)) + factor * LEAST;
            if (!(largest(off.get(i)) <= most)) {
                moved = moved == null ? movedByRounding() : moved;
                if (factor == 0 || !(largest(off.get(i)) <= factor * moved[i])) {
                    String kind = i % 2 == 0 ? "w" : "b";
                    return Optional.of(new Fault(
                            claim,
                            "∂C/∂" + kind + " of layer " + (i / 2 + 1) + " is off by " + largest(off.get(i))
                                    + " where the largest is " + largest(blocks.get(i))
                                    + " and rounding moves it by " + moved[i]));
                }
                cancelled++;
            }
        }
        return Optional.empty();
    }

    /**
     * How far rounding moves each block of ∇C: its terms, or every weight, input and target, which may be off in their last few
     * bits. Four times the most seen.
     */
    private double[] movedByRounding() {
        double[] most = new Terms(shot, pass)
                .ofBlocks().stream().mapToDouble(size -> TERM * size).toArray();
        for (int i = 0; i < ROUNDINGS; i++) {
            Random random = new Random(i);
            Network other = network.withParameters(Arrays.stream(network.parameters())
                    .map(v -> rounded(v, random))
                    .toArray());
            SimpleMatrix inputs = x.elementOp((int k, int t, double v) -> rounded(v, random));
            SimpleMatrix targets =
                    y.elementOp((int j, int t, double v) -> Shot.isEntropy(shot.cost()) ? v : rounded(v, random));
            List<double[]> off = off(gradient, Backprop.gradient(other, shot.cost(), inputs, targets), 1);
            Arrays.setAll(most, block -> Math.max(most[block], 4 * largest(off.get(block))));
        }
        return most;
    }

    private static double rounded(double v, Random random) {
        return v * (1 + ROUNDING * (2 * random.nextDouble() - 1));
    }

    /** Layer by layer, ∂C/∂w and then ∂C/∂b. */
    private static List<double[]> blocks(Gradient gradient) {
        List<double[]> blocks = new ArrayList<>();
        for (int l = 1; l <= gradient.w().size(); l++) {
            blocks.add(gradient.w(l).copy().getDDRM().data);
            blocks.add(gradient.b(l).copy().getDDRM().data);
        }
        return blocks;
    }

    /** NaN if one of them is. */
    private static double largest(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
    }

    private static Optional<Fault> fault(String claim, boolean holds, String seen) {
        return holds ? Optional.empty() : Optional.of(new Fault(claim, seen));
    }
}
