package backprop.attack;

import backprop.check.NetworkCheck;
import backprop.check.Report;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** An equation as somebody types it, entry by entry, and who then may change what it gives. */
enum Formula {
    BP1 {
        @Override
        Report ask(Problem p, NetworkCheck check, UnaryOperator<SimpleMatrix> change) {
            ByHand hand = new ByHand(p);
            double share = p.averaged() ? p.examples() : 1;
            return check.outputError((a, y, z) -> {
                SimpleMatrix delta = a.copy();
                for (int t = 0; t < a.getNumCols(); t++) {
                    double[] ofExample = hand.outputError(column(z, t), column(a, t), column(y, t));
                    for (int j = 0; j < ofExample.length; j++) {
                        delta.set(j, t, ofExample[j] / share);
                    }
                }
                return change.apply(delta);
            });
        }
    },
    BP2 {
        @Override
        Report ask(Problem p, NetworkCheck check, UnaryOperator<SimpleMatrix> change) {
            int[] layer = {p.depth() - 1}; // asked about backwards
            return check.hiddenError((nextW, nextDelta, z) -> {
                layer[0]--;
                SimpleMatrix delta = z.copy();
                for (int k = 0; k < z.getNumRows(); k++) {
                    for (int t = 0; t < z.getNumCols(); t++) {
                        double back = 0;
                        for (int j = nextW.getNumRows() - 1; j >= 0; j--) {
                            back += nextDelta.get(j, t) * nextW.get(j, k);
                        }
                        delta.set(k, t, back * p.g()[layer[0]].slope.applyAsDouble(z.get(k, t)));
                    }
                }
                return change.apply(delta);
            });
        }
    },
    BP3 {
        @Override
        Report ask(Problem p, NetworkCheck check, UnaryOperator<SimpleMatrix> change) {
            return check.biasGradient(delta -> {
                SimpleMatrix sum = new SimpleMatrix(delta.getNumRows(), 1);
                for (int t = delta.getNumCols() - 1; t >= 0; t--) {
                    sum = delta.getColumn(t).plus(sum);
                }
                return change.apply(sum);
            });
        }
    },
    BP4 {
        @Override
        Report ask(Problem p, NetworkCheck check, UnaryOperator<SimpleMatrix> change) {
            return check.weightGradient((delta, a) -> {
                SimpleMatrix sum = new SimpleMatrix(delta.getNumRows(), a.getNumRows());
                for (int t = a.getNumCols() - 1; t >= 0; t--) {
                    for (int j = 0; j < delta.getNumRows(); j++) {
                        for (int k = 0; k < a.getNumRows(); k++) {
                            sum.set(j, k, sum.get(j, k) + a.get(k, t) * delta.get(j, t));
                        }
                    }
                }
                return change.apply(sum);
            });
        }
    },
    INPUT_GRADIENT {
        @Override
        Report ask(Problem p, NetworkCheck check, UnaryOperator<SimpleMatrix> change) {
            return check.inputGradient((w, delta) -> {
                SimpleMatrix gradient = new SimpleMatrix(w.getNumCols(), delta.getNumCols());
                for (int k = 0; k < w.getNumCols(); k++) {
                    for (int t = 0; t < delta.getNumCols(); t++) {
                        double back = 0;
                        for (int j = w.getNumRows() - 1; j >= 0; j--) {
                            back += delta.get(j, t) * w.get(j, k);
                        }
                        gradient.set(k, t, back);
                    }
                }
                return change.apply(gradient);
            });
        }
    };

    /** What the check says of the equation, with its result changed. */
    abstract Report ask(Problem p, NetworkCheck check, UnaryOperator<SimpleMatrix> change);

    private static double[] column(SimpleMatrix m, int t) {
        return IntStream.range(0, m.getNumRows()).mapToDouble(j -> m.get(j, t)).toArray();
    }

    /** An equation that a network of this depth has. */
    static Formula of(int i, Problem p) {
        Formula formula = values()[i % values().length];
        return formula == BP2 && p.depth() == 1 ? BP1 : formula;
    }
}
