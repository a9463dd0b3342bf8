package backprop.difference;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * ∂C by the weights and the bias of one neuron: they all change z_j and nothing else directly, w_jk by h·a_k in each
 * example. The step is that of the example that bears the least; one {@link Slope} per example tells what limits the
 * accuracy. Entry k is w_jk, or with k = n_{l−1} the bias.
 */
final class NeuronGradient {
    /** Examples that are much alike round alike: their errors add up, but not beyond this many deviations each. */
    private static final double ALIKE = 4;

    private final Baseline base;
    private final int l;
    private final FiniteDifference method;
    private final Slope[] slopes;
    private final double[] truncation;
    private final double[] deviation;
    private final double largestDeviation;
    private final double h;
    private final StencilBatch batch;

    NeuronGradient(Baseline base, int l, int j, FiniteDifference method) {
        this.base = base;
        this.l = l;
        this.method = method;
        slopes = StepSearch.slopes(base, l, j, true);
        double[] steps = each(slope -> slope.isNone() ? Double.POSITIVE_INFINITY : slope.h());
        h = method.shareOfStep() * Arrays.stream(steps).min().orElseThrow();
        batch = new StencilBatch(
                base, l, j, h, Arrays.stream(method.points).filter(k -> k != 0).toArray());
        truncation = each(slope -> slope.truncation(method.order, h));
        largestDeviation = Arrays.stream(each(Slope::deviation)).max().orElseThrow();
        deviation = each(slope -> largestDeviation == 0 ? 0 : slope.deviation() / largestDeviation);
    }

    private double[] each(ToDoubleFunction<Slope> f) {
        return Arrays.stream(slopes).mapToDouble(f).toArray();
    }

    /** The step of z_j. */
    double step() {
        return h;
    }

    /** Returns ∂C by every entry; an interrupt of the thread leaves them incomplete. */
    Estimate[] estimates() {
        Estimate[] estimates = new Estimate[base.n[l - 1] + 1];
        for (int from = 0; from < estimates.length; from += batch.most()) {
            Stencil[] stencils = batch.stencils(from, Math.min(from + batch.most(), estimates.length), slopes);
            for (int i = 0; i < stencils.length; i++) {
                estimates[from + i] = estimate(from + i, stencils[i]);
            }
        }
        return estimates;
    }

    private Estimate estimate(int k, Stencil stencil) {
        double truncated = 0;
        double variance = 0;
        double deviations = 0;
        double size = 0;
        for (int t = 0; t < base.examples; t++) {
            double u = base.input(l, k, t);
            if (u != 0) { // otherwise this example's z does not change
                truncated += truncation[t] * power(u);
                variance += deviation[t] * deviation[t];
                deviations += deviation[t];
                size += Math.abs(u * slopes[t].value());
            }
        }
        double rounding = largestDeviation * Math.max(Slope.DEVIATIONS * Math.sqrt(variance), ALIKE * deviations);
        double scale = base.share * base.largestInput(l, k);
        double value = scale * stencil.derivative(method.order);
        double error = scale * (truncated + method.amplification * rounding / h + 0x1p-50 * size) + Slope.UNDERFLOW;
        boolean isNone = !Double.isFinite(value) || Double.isNaN(error);
        return isNone ? new Estimate(Double.NaN, Double.POSITIVE_INFINITY) : new Estimate(value, error);
    }

    /** Returns |u|ᵒʳᵈᵉʳ⁺¹: the truncation error of a slope by hu is that by h times |u|ᵒʳᵈᵉʳ, and the slope counts u times. */
    private double power(double u) {
        double power = method.order == 1 ? u * u : Math.abs(u * u * u);
        for (int order = 2; order < method.order; order += 2) {
            power *= u * u;
        }
        return power;
    }
}
