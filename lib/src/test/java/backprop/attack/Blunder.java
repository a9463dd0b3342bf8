package backprop.attack;

import java.util.Arrays;
import java.util.Random;

/**
 * A gross mistake of our own invention: what it makes of a gradient. None of them was taken from the catalogue of the check.
 * Null where the problem gives no occasion.
 */
enum Blunder {
    TIMES_MINUS_ONE("the gradient times −1") {
        @Override
        double[] gradient(Problem p, Random random) {
            return times(-1, right(p));
        }
    },
    TIMES_ZERO("the gradient times 0") {
        @Override
        double[] gradient(Problem p, Random random) {
            return times(0, right(p));
        }
    },
    TIMES_THREE("the gradient times 3") {
        @Override
        double[] gradient(Problem p, Random random) {
            return times(3, right(p));
        }
    },
    ONE_ENTRY("one entry changed by 1e-3 of itself") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[] gradient = right(p);
            gradient[random.nextInt(gradient.length)] *= 1.001;
            return gradient;
        }
    },
    ONE_SIGN("the sign of one entry") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[] gradient = right(p);
            gradient[random.nextInt(gradient.length)] *= -1;
            return gradient;
        }
    },
    ONE_LAYER("one layer's weights times 2") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[] gradient = right(p);
            Problem.Block w = p.block(random.nextInt(p.depth()));
            for (int i = w.from(); i < w.biases(); i++) {
                gradient[i] *= 2;
            }
            return gradient;
        }
    },
    SQUARE_TRANSPOSED("a square block transposed") {
        @Override
        double[] gradient(Problem p, Random random) {
            Problem.Block w = p.block(random.nextInt(p.depth()));
            double[] right = right(p);
            double[] gradient = right.clone();
            for (int j = 0; j < w.rows() && w.rows() == w.columns(); j++) {
                for (int k = 0; k < w.columns(); k++) {
                    gradient[w.at(j, k)] = right[w.at(k, j)];
                }
            }
            return gradient;
        }
    },
    ROWS_SWAPPED("the first and the last row of a block swapped") {
        @Override
        double[] gradient(Problem p, Random random) {
            Problem.Block w = p.block(random.nextInt(p.depth()));
            double[] right = right(p);
            double[] gradient = right.clone();
            for (int k = 0; k < w.columns(); k++) {
                gradient[w.at(0, k)] = right[w.at(w.rows() - 1, k)];
                gradient[w.at(w.rows() - 1, k)] = right[w.at(0, k)];
            }
            return gradient;
        }
    },
    CLIPPED("entries clipped at a third of the largest") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[] right = right(p);
            double limit = Arrays.stream(right).map(Math::abs).max().orElseThrow() / 3;
            return Arrays.stream(right)
                    .map(entry -> Math.max(-limit, Math.min(limit, entry)))
                    .toArray();
        }
    },
    UNIT_LENGTH("the gradient divided by its length") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[] right = right(p);
            double length = Math.sqrt(Arrays.stream(right).map(g -> g * g).sum());
            return length == 0 ? right : times(1 / length, right);
        }
    },
    NOISE("every entry of one layer times a random number") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[] gradient = right(p);
            Problem.Block w = p.block(random.nextInt(p.depth()));
            for (int i = w.from(); i < w.end(); i++) {
                gradient[i] *= 0.5 + random.nextDouble();
            }
            return gradient;
        }
    },
    OTHER_DELTA("δ of the next layer in the place of this one's") {
        @Override
        double[] gradient(Problem p, Random random) {
            int layer = random.nextInt(p.depth());
            if (layer + 1 == p.depth() || p.b()[layer].length != p.b()[layer + 1].length) {
                return right(p);
            }
            return new ByHand(p) {
                @Override
                double[] delta(int l, double[][] delta) {
                    return delta[l == layer ? l + 1 : l];
                }
            }.gradient();
        }
    },
    NO_ACTIVATION("a layer without its activation, forwards and backwards") {
        @Override
        double[] gradient(Problem p, Random random) {
            int layer = random.nextInt(p.depth());
            return new ByHand(p) {
                @Override
                double[] activations(int l, double[] z) {
                    return l == layer ? z : super.activations(l, z);
                }

                @Override
                double slope(int l, double z, double a) {
                    return l == layer ? 1 : super.slope(l, z, a);
                }
            }.gradient();
        }
    },
    OTHER_SLOPE("ReLU's slope in the place of a layer's own") {
        @Override
        double[] gradient(Problem p, Random random) {
            int layer = random.nextInt(p.depth());
            return new ByHand(p) {
                @Override
                double slope(int l, double z, double a) {
                    return (l == layer ? Curve.RELU : p.g()[l]).slope.applyAsDouble(z);
                }
            }.gradient();
        }
    },
    SLOPE_TWICE("the slope of a layer squared") {
        @Override
        double[] gradient(Problem p, Random random) {
            int layer = random.nextInt(p.depth());
            return new ByHand(p) {
                @Override
                double slope(int l, double z, double a) {
                    double slope = super.slope(l, z, a);
                    return l == layer ? slope * slope : slope;
                }
            }.gradient();
        }
    },
    NO_BIAS("forwards without biases") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[][] none =
                    Arrays.stream(p.b()).map(b -> new double[b.length]).toArray(double[][]::new);
            return new ByHand(p.withBiases(none)).gradient();
        }
    },
    ONE_DROPPED("one example dropped") {
        @Override
        double[] gradient(Problem p, Random random) {
            int dropped = random.nextInt(p.examples());
            return new ByHand(p) {
                @Override
                int example(int i) {
                    return i == dropped ? (i + 1) % p.examples() : i;
                }
            }.gradient();
        }
    },
    WRONG_TARGETS("each example with the target of the next") {
        @Override
        double[] gradient(Problem p, Random random) {
            double[][] y = new double[p.examples()][];
            Arrays.setAll(y, t -> p.y()[(t + 1) % y.length]);
            return new ByHand(p.withExamples(p.x(), y)).gradient();
        }
    },
    STALE_WEIGHT("one weight off by 1 % on the way back") {
        @Override
        double[] gradient(Problem p, Random random) {
            return new ByHand(p) {
                @Override
                double backWeight(int l, int j, int k) {
                    return super.backWeight(l, j, k) * (j == 0 && k == 0 ? 1.01 : 1);
                }
            }.gradient();
        }
    },
    SIZE_OF_WEIGHTS("|w| on the way back") {
        @Override
        double[] gradient(Problem p, Random random) {
            return new ByHand(p) {
                @Override
                double backWeight(int l, int j, int k) {
                    return Math.abs(super.backWeight(l, j, k));
                }
            }.gradient();
        }
    },
    INPUT_SHIFTED("a layer's inputs off by one place") {
        @Override
        double[] gradient(Problem p, Random random) {
            int layer = random.nextInt(p.depth());
            return new ByHand(p) {
                @Override
                double[] input(int l, double[][] a) {
                    double[] in = super.input(l, a).clone();
                    if (l == layer) {
                        Arrays.setAll(in, k -> a[l][(k + 1) % in.length]);
                    }
                    return in;
                }
            }.gradient();
        }
    };

    final String words;

    Blunder(String words) {
        this.words = words;
    }

    /** Returns the wrong gradient; the right one where there is no occasion for the mistake. */
    abstract double[] gradient(Problem p, Random random);

    private static double[] right(Problem p) {
        return new ByHand(p).gradient();
    }

    private static double[] times(double factor, double[] gradient) {
        return Arrays.stream(gradient).map(entry -> factor * entry).toArray();
    }

    @Override
    public String toString() {
        return words;
    }
}
