package backprop.fire;

import backprop.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** Makes a failing shot smaller as long as it fails: fewer layers, examples and neurons, then plainer numbers. */
final class Shrinking {
    private static final int MOST = 5000; // trials

    private Shrinking() {}

    /** Returns a shot that fails, of which nothing more can be left out. */
    static Shot smallest(Shot shot, Predicate<Shot> fails) {
        int trials = 0;
        Shot smallest = shot;
        boolean goesOn = true;
        while (goesOn && trials < MOST) {
            goesOn = false;
            for (Shot smaller : (Iterable<Shot>) smaller(smallest)::iterator) {
                trials++;
                if (fails.test(smaller)) {
                    smallest = smaller;
                    goesOn = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static Stream<Shot> smaller(Shot shot) {
        return Stream.of(fewerLayers(shot), fewerExamples(shot), fewerNeurons(shot), plainer(shot))
                .flatMap(some -> some);
    }

    /** Without the first layer, whose output becomes the input. */
    private static Stream<Shot> fewerLayers(Shot shot) {
        List<Layer> layers = shot.network().layers();
        return layers.size() == 1
                ? Stream.empty()
                : Stream.of(shot)
                        .map(s -> s.with(
                                layers.subList(1, layers.size()),
                                s.network().forward(s.data().x()).a(1),
                                s.data().y()));
    }

    /** One half, the other, and then all but one. */
    private static Stream<Shot> fewerExamples(Shot shot) {
        int n = shot.data().size();
        Stream<int[]> halves = Stream.of(
                IntStream.range(0, n / 2).toArray(), IntStream.range(n / 2, n).toArray());
        return n == 1
                ? Stream.empty()
                : Stream.concat(halves, IntStream.range(0, n).mapToObj(t -> others(n, t)))
                        .map(some -> new Shot(
                                shot.network(), shot.cost(), shot.data().select(some)));
    }

    private static Stream<Shot> fewerNeurons(Shot shot) {
        return IntStream.rangeClosed(0, shot.network().depth())
                .boxed()
                .flatMap(l -> IntStream.range(0, size(shot, l))
                        .filter(j -> size(shot, l) > 1)
                        .mapToObj(j -> without(shot, l, j)));
    }

    private static int size(Shot shot, int l) {
        return l == 0 ? shot.network().inputs() : shot.network().layer(l).size();
    }

    /** Without neuron j of layer l; those of layer 0 are the inputs. */
    private static Shot without(Shot shot, int l, int j) {
        int[] left = others(size(shot, l), j);
        List<Layer> layers = new ArrayList<>(shot.network().layers());
        if (l > 0) {
            Layer layer = layers.get(l - 1);
            layers.set(l - 1, new Layer(rows(layer.w(), left), rows(layer.b(), left), layer.activation()));
        }
        if (l < layers.size()) {
            Layer next = layers.get(l);
            layers.set(l, new Layer(rows(next.w().transpose(), left).transpose(), next.b(), next.activation()));
        }
        SimpleMatrix x = shot.data().x();
        SimpleMatrix y = shot.data().y();
        return shot.with(layers, l == 0 ? rows(x, left) : x, l == shot.network().depth() ? rows(y, left) : y);
    }

    private static SimpleMatrix rows(SimpleMatrix m, int[] some) {
        return new SimpleMatrix(some.length, m.getNumCols())
                .elementOp((int i, int k, double zero) -> m.get(some[i], k));
    }

    private static int[] others(int n, int one) {
        return IntStream.range(0, n).filter(i -> i != one).toArray();
    }

    /** One matrix at a time is made of zeros, ones, or numbers of one or three digits. */
    private static Stream<Shot> plainer(Shot shot) {
        return Stream.<DoubleUnaryOperator>of(v -> 0, v -> 1, v -> digits(v, 1), v -> digits(v, 3))
                .flatMap(plain -> IntStream.range(0, 2 * shot.network().depth() + 2)
                        .mapToObj(block -> plainer(shot, block, plain)))
                .filter(plainer -> !plainer.equals(shot) && plainness(plainer) < plainness(shot));
    }

    private static Shot plainer(Shot shot, int block, DoubleUnaryOperator plain) {
        List<Layer> layers = new ArrayList<>(shot.network().layers());
        SimpleMatrix x = shot.data().x();
        SimpleMatrix y = shot.data().y();
        int l = block / 2;
        if (l == layers.size()) {
            return shot.with(layers, block % 2 == 0 ? each(x, plain) : x, block % 2 == 0 ? y : each(y, plain));
        }
        Layer layer = layers.get(l);
        boolean isW = block % 2 == 0;
        layers.set(
                l,
                new Layer(
                        isW ? each(layer.w(), plain) : layer.w(),
                        isW ? layer.b() : each(layer.b(), plain),
                        layer.activation()));
        return shot.with(layers, x, y);
    }

    private static SimpleMatrix each(SimpleMatrix m, DoubleUnaryOperator plain) {
        return m.elementOp((int i, int k, double v) -> plain.applyAsDouble(v));
    }

    private static double digits(double v, int digits) {
        return Double.parseDouble(String.format(Locale.ROOT, "%." + (digits - 1) + "e", v));
    }

    /** How long its code is: every step makes it shorter, so that the steps come to an end. */
    private static int plainness(Shot shot) {
        return shot.code().length();
    }
}
