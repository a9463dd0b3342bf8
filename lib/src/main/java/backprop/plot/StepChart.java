package backprop.plot;

import backprop.internal.PowerLaw;
import backprop.internal.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.XYChart;

/** What a step does to a difference, on logarithmic axes: a power of h is a straight line, its exponent the slope. */
final class StepChart {
    private static final int POINTS_PER_DECADE = 12;
    private static final int NEIGHBOURS = 4;
    private static final double TAYLOR_FROM = 1e-8;
    private static final double FIT_FROM = 0.9e-3;
    private static final double FIT_TO = 1.1e-2;

    private StepChart() {}

    static XYChart errors(
            double from, double to, double noise, Map<String, Double> chosen, List<Curve.Function> errors) {
        Require.positive("from", from);
        Require.positive("noise", noise);
        Require.that(to > from && Double.isFinite(to), "to", "be above from, " + from + ", and finite", to);
        CurveChart.requireNames("errors", errors);
        List<String> names = errors.stream().map(Curve::name).toList();
        Require.given("chosen", chosen)
                .values()
                .forEach(step -> Require.positive("each step of chosen", Require.given("each step of chosen", step)));
        boolean known = names.containsAll(chosen.keySet());
        Require.that(known, "the names of chosen", "be among those of errors, " + names, chosen.keySet());
        LineChart chart = new LineChart("Error against step (● the default)", "h", "error");
        double[] h = steps(from, to);
        errors.forEach(error -> chart.addCurve(error.name(), h, CurveChart.values(step -> around(error.f(), step), h)));
        chart.addGuide("noise / h", h, CurveChart.values(step -> noise / step, h));
        for (Curve.Function error : errors) {
            Double step = chosen.get(error.name());
            if (step != null) {
                chart.addMark(error.name(), step, around(error.f(), step));
            }
        }
        return chart.logarithmic(from, to);
    }

    static XYChart taylor(ToDoubleFunction<double[]> f, double[] p, double[] direction, List<Curve.Points> gradients) {
        Require.point("p", p);
        Require.finite("direction", direction);
        Require.sameLength("direction", direction, "p", p);
        CurveChart.requireNames("gradients", gradients);
        LineChart chart = new LineChart("Taylor remainder |f(p + tv) − f(p) − t ∇f·v|", "t", "remainder");
        double[] t = steps(TAYLOR_FROM, 1);
        double start = CurveChart.values(zero -> f.applyAsDouble(p.clone()), new double[1])[0];
        Require.finite("f at p", start);
        SimpleMatrix from = new SimpleMatrix(p);
        SimpleMatrix v = new SimpleMatrix(direction);
        double[] change =
                CurveChart.values(step -> f.applyAsDouble(from.plus(step, v).getDDRM().data) - start, t);
        for (Curve.Points gradient : gradients) {
            Require.sameLength("gradient '" + gradient.name() + "'", gradient.values(), "p", p);
            double slope = new SimpleMatrix(gradient.values()).dot(v);
            double[] y = new double[t.length];
            Arrays.setAll(y, i -> positive(Math.abs(change[i] - t[i] * slope)));
            chart.addCurve(gradient.name() + ": " + slope(t, y), t, y);
        }
        return chart.logarithmic(TAYLOR_FROM, 1);
    }

    /** Returns steps in equal ratios. */
    private static double[] steps(double from, double to) {
        double decades = StrictMath.log10(to / from);
        int last = Math.max(2, (int) Math.round(decades * POINTS_PER_DECADE));
        double[] steps = new double[last + 1];
        Arrays.setAll(steps, i -> from * StrictMath.pow(10, decades * i / last));
        return steps;
    }

    /** Returns the largest error for a few steps around one: rounding alone jumps up and down. */
    private static double around(DoubleUnaryOperator error, double step) {
        double half = 0.5 / POINTS_PER_DECADE;
        double[] near = IntStream.rangeClosed(-NEIGHBOURS, NEIGHBOURS)
                .mapToDouble(n -> step * StrictMath.pow(10, half * n / NEIGHBOURS))
                .toArray();
        return positive(Arrays.stream(CurveChart.values(error, near))
                .filter(value -> value > 0)
                .max()
                .orElse(0));
    }

    /** Returns a gap for what a logarithmic axis cannot show. */
    private static double positive(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY ? value : Double.NaN;
    }

    /** Returns the slope for t from 0.001 to 0.01, on logarithmic axes. */
    private static String slope(double[] t, double[] y) {
        int[] chosen = IntStream.range(0, t.length)
                .filter(i -> t[i] > FIT_FROM && t[i] < FIT_TO && !Double.isNaN(y[i]))
                .toArray();
        if (chosen.length < 3) {
            return "no remainder";
        }
        return "slope " + Labels.fixed(PowerLaw.exponent(select(t, chosen), select(y, chosen)), 2);
    }

    private static double[] select(double[] values, int[] chosen) {
        return Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray();
    }
}
