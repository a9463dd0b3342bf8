package backprop.plot;

import backprop.internal.Require;
import java.util.function.DoubleUnaryOperator;

/** What a chart draws under a name; curves are drawn in the order in which they are given. */
public sealed interface Curve {
    /** Returns what the legend calls it. */
    String name();

    /** Returns a function as a curve: {@code Curve.of("σ", Sigmoid::of)}. */
    static Function of(String name, DoubleUnaryOperator f) {
        return new Function(name, f);
    }

    /** Returns values as a curve, one for each x of its chart: {@code Curve.of("tanh", lengths)}. */
    static Points of(String name, double[] values) {
        return new Points(name, values);
    }

    /** A function of one variable. */
    record Function(String name, DoubleUnaryOperator f) implements Curve {
        public Function {
            Require.notBlank("name", name);
            Require.given("f", f);
        }

        @Override
        public String toString() {
            return "curve " + name;
        }
    }

    /** A value for each x of its chart. */
    record Points(String name, double[] values) implements Curve {
        public Points {
            Require.notBlank("name", name);
            values = Require.given("values", values).clone();
            Require.atLeast("the number of values", 1, values.length);
        }

        @Override
        public double[] values() {
            return values.clone();
        }

        @Override
        public String toString() {
            return "curve " + name + ", " + values.length + " points";
        }
    }
}
