package backprop.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finite differences for the weights and the bias of one neuron: they all change z_j and nothing else directly, w_jk by
 * h·a_k in each example. The step is that of the example that bears the least; one {@link Probe} per example tells what
 * limits the accuracy. After {@link #measure} the answers are in fields: nothing is allocated per parameter.
 */
final class NeuronDifference {
    private static final double CENTRAL_SHARE = 0x1p-10;
    /** Examples that are much alike round alike: their errors add up, but not beyond this many deviations each. */
    private static final double ALIKE = 4;

    private final Baseline base;
    private final int l;
    private final boolean central;
    private final Probe[] probes;
    private final double[] truncation;
    private final double[] deviation;
    private final double largestDeviation;
    private final double h;
    private final Stencils stencils;

    private double value;
    private double error;
    private double half;
    private int kinkAt;

    NeuronDifference(Baseline base, int l, int j, int order) {
        this.base = base;
        this.l = l;
        central = order == 2;
        probes = new Probe[base.examples];
        Onward exact = Onward.exact(base, l, Probe.VALUES);
        Jitter jitter = new Jitter(base, l);
        double step = Double.POSITIVE_INFINITY;
        List<Onward.Bent> bents = new ArrayList<>();
        for (int t = 0; t < base.examples; t++) {
            probes[t] = Probe.of(new Probe.Place(l, t, j, true), exact, jitter);
            step = probes[t].isNothing() ? step : Math.min(step, probes[t].step());
            bents.addAll(probes[t].bents());
        }
        step = Double.isInfinite(step) ? 1 : step;
        h = central ? step * CENTRAL_SHARE : step;
        stencils = central ? new Stencils(base, l, j, h, -1, 1) : new Stencils(base, l, j, h, -3, -2, -1, 1, 2, 3);
        stencils.force(bents);
        truncation = new double[base.examples];
        deviation = new double[base.examples];
        largestDeviation =
                Arrays.stream(probes).mapToDouble(Probe::deviation).max().orElseThrow();
        for (int t = 0; t < base.examples; t++) {
            deviation[t] = largestDeviation == 0 ? 0 : probes[t].deviation() / largestDeviation;
            truncation[t] = central ? probes[t].coarse(h) : probes[t].truncation(h);
        }
    }

    /** How many entries {@link #evaluate} takes at once. */
    int most() {
        return stencils.most();
    }

    /** Evaluates w_jk for k from from to to − 1, b_j being k = n_{l−1}; an interrupt of the thread leaves them incomplete. */
    void evaluate(int from, int to) {
        stencils.evaluate(from, to, probes);
    }

    /** Differences for w_jk, or for b_j with k = n_{l−1}, one of those evaluated last. */
    void measure(int k) {
        double truncated = 0;
        double variance = 0;
        double deviations = 0;
        double size = 0;
        double middle = 0;
        half = 0;
        kinkAt = -1;
        for (int t = 0; t < base.examples; t++) {
            double u = stencils.u(k, t);
            if (u == 0) {
                continue; // this example's z does not change
            }
            Probe probe = probes[t];
            truncated += truncation[t] * (central ? Math.abs(u * u * u) : Math.abs(u * u * u) * (u * u) * (u * u));
            variance += deviation[t] * deviation[t];
            deviations += deviation[t];
            size += Math.abs(u * probe.slope());
            if (!probe.bents().isEmpty()) {
                middle += u * ((probe.lower() + probe.upper()) / 2 - probe.slope());
                half += Math.abs(u) * (probe.upper() - probe.lower()) / 2;
                kinkAt = kinkAt < 0 ? t : kinkAt;
            }
        }
        double scale = base.share * (k == base.n[l - 1] ? 1 : base.largest[l - 1][k]);
        double rounding = largestDeviation * Math.max(Probe.DEVIATIONS * Math.sqrt(variance), ALIKE * deviations);
        double noise = (central ? Probe.CENTRAL : Probe.SIXTH) * rounding / h;
        value = scale * (stencils.of(k).derivative(central ? 2 : 6) + middle);
        error = scale * (truncated + noise + 0x1p-50 * size) + Probe.UNDERFLOW;
        half *= scale;
        if (!Double.isFinite(value) || Double.isNaN(error)) {
            value = Double.NaN;
            error = Double.POSITIVE_INFINITY;
        }
    }

    /** The step of z_j. */
    double step() {
        return h;
    }

    double value() {
        return value;
    }

    double error() {
        return error + half;
    }

    Optional<Kink> kink(int entry) {
        if (kinkAt < 0) {
            return Optional.empty();
        }
        Onward.Bent bent = probes[kinkAt].bents().get(0);
        return Optional.of(new Kink(entry, bent.layer(), bent.neuron(), kinkAt, value - half, value + half));
    }
}
