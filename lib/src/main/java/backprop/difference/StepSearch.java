package backprop.difference;

import java.util.Arrays;

/**
 * Looks for the step that suits one place. It begins at 2⁻⁷. It is divided by 4 while truncation exceeds rounding, while a
 * neuron crosses a bend of its activation, while C is not finite, and while a quarter of it gives another answer; otherwise
 * multiplied by 4 while that lowers the error, up to a 64th of |z|.
 */
final class StepSearch {
    private static final double FIRST = 0x1p-7;

    /** A bend within about 4 · 2⁻²⁷ of z is not avoided; without a bend steps may be smaller. */
    private static final double LEAST_BY_BEND = 0x1p-27;

    private static final double LEAST = 0x1p-59;

    private static final Slope NONE = Slope.none(FIRST);
    private static final Slope ON_A_BEND = Slope.none(FIRST);

    /** How many changes a step takes at once. */
    private static final int VALUES = 9;

    private final Propagation.Place place;
    private final Propagation exact;
    private final RoundingNoise noise;
    private double atRest = Double.NaN; // the deviation without a change; NaN before it is known
    private double deviation = Double.NaN;

    private StepSearch(Propagation.Place place, Propagation exact, RoundingNoise noise) {
        this.place = place;
        this.exact = exact;
        this.noise = noise;
    }

    /** Returns the slopes in z_j, or else a_j, of every example's cost; an interrupt of the thread leaves them incomplete. */
    static Slope[] slopes(Baseline base, int l, int j, boolean isZ) {
        Propagation exact = Propagation.exact(base, l, VALUES);
        RoundingNoise noise = new RoundingNoise(base, l);
        Slope[] slopes = new Slope[base.examples];
        Arrays.fill(slopes, NONE);
        for (int t = 0; t < base.examples && !Thread.currentThread().isInterrupted(); t++) {
            slopes[t] = new StepSearch(new Propagation.Place(l, t, j, isZ), exact, noise).best();
        }
        return slopes;
    }

    /** Returns the slope by the best step; none if every step gives values that are not finite, or crosses a bend. */
    private Slope best() {
        noise.begin(((long) place.l() * 8191 + place.j()) * 131071 + place.t());
        Slope first = by(FIRST, true);
        return first.isFine() ? confirmed(upFrom(first)) : downFrom(FIRST / 4, first);
    }

    private Slope upFrom(Slope first) {
        boolean isSeen = Math.abs(first.value()) * first.h() > first.deviation();
        double most = exact.base.size(place) / 64;
        Slope best = first;
        while (isSeen && 4 * best.h() <= most) {
            Slope next = by(4 * best.h(), true);
            if (!(next.error() < best.error())) {
                break;
            }
            best = next;
        }
        return best;
    }

    private Slope confirmed(Slope best) {
        Slope finer = by(best.h() / 4, false);
        return finer.isNone() || best.isConfirmedBy(finer) ? best : downFrom(best.h() / 4, finer);
    }

    private Slope downFrom(double from, Slope before) {
        Slope best = NONE;
        Slope last = before;
        for (double h = from; h >= (last == ON_A_BEND ? LEAST_BY_BEND : LEAST); h /= 4) {
            last = by(h, false);
            if (best.isFine() && best.isConfirmedBy(last)) {
                return best;
            }
            best = last.isNone() ? best : last;
        }
        return best;
    }

    /** None if the stencil crosses a bend or leaves the cost's domain. */
    private Slope by(double h, boolean measured) {
        try {
            Stencil values = values(h);
            if (exact.crossedABend(place)) {
                return ON_A_BEND;
            }
            if (measured || Double.isNaN(deviation)) {
                measure(h);
            }
            return Double.isNaN(deviation) ? NONE : Slope.of(values, deviation); // where C is infinite close by
        } catch (IllegalArgumentException e) {
            return NONE; // the cost refused a value, as cross-entropy does beyond 0 and 1
        }
    }

    private Stencil values(double h) {
        double[] changes = new double[VALUES];
        Arrays.setAll(changes, k -> (k - VALUES / 2) * h);
        return new Stencil(Arrays.copyOf(exact.costChanges(place, changes, VALUES), VALUES), h);
    }

    private void measure(double h) {
        if (Double.isNaN(atRest)) {
            atRest = noise.deviation(place, 0);
        }
        double moved = Math.max(noise.deviation(place, -3 * h), noise.deviation(place, 3 * h));
        deviation = Math.max(atRest, moved);
    }
}
