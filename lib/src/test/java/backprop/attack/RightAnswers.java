package backprop.attack;

import backprop.Gradient;
import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.check.Report;
import backprop.check.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Right answers in the forms in which people give them, and what the check says of them. */
enum RightAnswers {
    GRADIENT("∇C") {
        @Override
        Report ask(Problem p, NetworkCheck check, Random random) {
            return check.gradient(Gradient.of(p.network(), new ByHand(p).gradient()));
        }
    },
    TEXTBOOK("∇C by σ(1 − σ), from the last example") {
        @Override
        Report ask(Problem p, NetworkCheck check, Random random) {
            return check.gradient((network, data) -> Gradient.of(network, new Textbook(p).gradient()));
        }
    },
    SINGLE("∇C rounded to float") {
        @Override
        Report ask(Problem p, NetworkCheck check, Random random) {
            return check.gradient(entries(p, entry -> (float) entry));
        }
    },
    TYPED("∇C typed with 2 to 8 digits") {
        @Override
        Report ask(Problem p, NetworkCheck check, Random random) {
            MathContext digits = new MathContext(2 + random.nextInt(7));
            return check.gradient(
                    entries(p, entry -> new BigDecimal(entry).round(digits).doubleValue()));
        }
    },
    EQUATION("one equation") {
        @Override
        Report ask(Problem p, NetworkCheck check, Random random) {
            return Formula.of(random.nextInt(4), p).ask(p, check, UnaryOperator.identity());
        }
    },
    STEP("a step") {
        @Override
        Report ask(Problem p, NetworkCheck check, Random random) {
            double eta = Math.pow(10, 1 - random.nextInt(4));
            double[] gradient = new ByHand(p).gradient();
            return check.step(eta, network -> {
                double[] next = network.parameters();
                Arrays.setAll(next, i -> next[i] - eta * gradient[i]);
                return network.withParameters(next);
            });
        }
    };

    final String words;

    RightAnswers(String words) {
        this.words = words;
    }

    abstract Report ask(Problem p, NetworkCheck check, Random random);

    private static double[] entries(Problem p, DoubleUnaryOperator given) {
        return Arrays.stream(new ByHand(p).gradient()).map(given).toArray();
    }

    /** What the check says of right answers to random problems, by their form. */
    static Map<RightAnswers, Tally> count(int problems) {
        Map<RightAnswers, Tally> tallies = new EnumMap<>(RightAnswers.class);
        for (int i = 0; i < problems; i++) {
            Random random = new Random(i * 0x9E3779B97F4A7C15L);
            Problem p = Problem.random(random, i % 4 == 0 ? 1 : 6);
            RightAnswers form = values()[i % values().length];
            Report report = form.ask(p, Check.on(p.network(), p.cost(), p.data()), random);
            tallies.computeIfAbsent(form, f -> new Tally())
                    .add(report, Verdict.FAIL, form.words + ", problem " + i + ": " + p);
        }
        return tallies;
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
