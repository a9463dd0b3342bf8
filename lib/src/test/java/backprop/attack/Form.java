package backprop.attack;

import backprop.Gradient;
import backprop.check.NetworkCheck;
import backprop.check.Report;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;

/** How people hand in a gradient. */
enum Form {
    NUMBERS("∇C") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            return check.gradient(Gradient.of(p.network(), gradient));
        }
    },
    CODE("∇C by code, σ(1 − σ), from the last example") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            return check.gradient((network, data) -> Gradient.of(network, gradient));
        }

        @Override
        ByHand solve(Problem p) {
            return new Textbook(p);
        }
    },
    SINGLE("∇C rounded to float") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            return check.gradient(
                    Arrays.stream(gradient).map(entry -> (float) entry).toArray());
        }
    },
    TYPED("∇C typed with 2 to 8 digits") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            return check.gradient(typed(gradient, 2 + random.nextInt(7)));
        }
    },
    REGULARIZED("∇C of a regularised cost") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            double lambda = random.nextDouble();
            double[] whole = gradient.clone();
            double[] parameters = p.network().parameters();
            for (int l = 0; l < p.depth(); l++) {
                for (int i = p.block(l).from(); i < p.block(l).biases(); i++) {
                    whole[i] += lambda * parameters[i];
                }
            }
            return check.regularized(lambda).gradient(Gradient.of(p.network(), whole));
        }
    },
    ONE_DERIVATIVE("one ∂C/∂w, typed with 4 digits") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            int l = random.nextInt(p.depth());
            int j = random.nextInt(p.block(l).rows());
            int k = random.nextInt(p.block(l).columns());
            return check.weight(l + 1, j, k, typed(gradient, 4)[p.block(l).at(j, k)]);
        }
    },
    STEP("a step") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            double eta = Math.pow(10, 1 - random.nextInt(4));
            return check.step(eta, network -> {
                double[] next = network.parameters();
                Arrays.setAll(next, i -> next[i] - eta * gradient[i]);
                return network.withParameters(next);
            });
        }
    };

    final String words;

    Form(String words) {
        this.words = words;
    }

    abstract Report ask(Problem p, NetworkCheck check, double[] gradient, Random random);

    /** The way to a right gradient that goes with it. */
    ByHand solve(Problem p) {
        return new ByHand(p);
    }

    private static double[] typed(double[] gradient, int digits) {
        return Arrays.stream(gradient)
                .map(entry ->
                        new BigDecimal(entry).round(new MathContext(digits)).doubleValue())
                .toArray();
    }

    /** The slope from a, and the sum over examples from the last. */
    private static final class Textbook extends ByHand {
        Textbook(Problem p) {
            super(p);
        }

        @Override
        int example(int i) {
            return p.examples() - 1 - i;
        }

        @Override
        double slope(int l, double z, double a) {
            return p.g()[l].textbookSlope.applyAsDouble(z, a);
        }
    }
}
