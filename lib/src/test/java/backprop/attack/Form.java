package backprop.attack;

import backprop.Activation;
import backprop.Gradient;
import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.check.Report;
import backprop.check.Sheet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.ejml.simple.SimpleMatrix;

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
            double[] rounded =
                    Arrays.stream(gradient).map(entry -> (float) entry).toArray();
            boolean isLost = Arrays.stream(rounded).allMatch(entry -> entry == 0);
            return check.gradient(isLost ? gradient : rounded);
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
    SHEET("a sheet, pasted, with 4 digits") {
        @Override
        Report ask(Problem p, NetworkCheck check, double[] gradient, Random random) {
            boolean turned = random.nextBoolean();
            Sheet sheet = Check.sheet()
                    .cost(p.cost())
                    .activations(Arrays.stream(p.g()).map(g -> g.asked).toArray(Activation[]::new))
                    .x(Arrays.deepToString(p.x()))
                    .y(Arrays.deepToString(p.y()));
            for (int l = 0; l < p.depth(); l++) {
                Problem.Block block = p.block(l);
                double[][] biases = {Arrays.copyOfRange(gradient, block.biases(), block.end())};
                double[][] w = new double[block.rows()][];
                Arrays.setAll(w, j -> Arrays.copyOfRange(gradient, block.at(j, 0), block.at(j + 1, 0)));
                sheet = sheet.w(l + 1, pasted(p.w()[l], turned, "%.17g"))
                        .b(l + 1, Arrays.toString(p.b()[l]))
                        .mine("dC/dw" + (l + 1), pasted(w, turned, "%.3e"))
                        .mine("db" + (l + 1), pasted(biases, !turned, "%.3e"));
            }
            return sheet.report();
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

    /** As NumPy prints it. */
    private static String pasted(double[][] m, boolean turned, String format) {
        SimpleMatrix matrix = turned ? new SimpleMatrix(m).transpose() : new SimpleMatrix(m);
        return Arrays.stream(matrix.toArray2())
                .map(row -> Arrays.stream(row)
                        .mapToObj(entry -> String.format(Locale.ROOT, format, entry))
                        .collect(Collectors.joining(" ", "[", "]")))
                .collect(Collectors.joining("\n ", "[", "]"));
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
