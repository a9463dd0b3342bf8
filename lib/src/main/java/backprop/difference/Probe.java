package backprop.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One neuron in one example: ∂C/∂z_j (or ∂C/∂a_j) by the 6th order, the step that suits it, and what limits its accuracy.
 *
 * <p>The step begins at 2⁻⁷. It is divided by 4 while truncation exceeds rounding, while the stencil crosses a bend, while C
 * is not finite, and while a quarter of it gives another answer; otherwise multiplied by 4 while that lowers the error, up
 * to a 64th of |z|.
 *
 * @param slope the derivative of the example's cost; NaN if no step gives finite values
 * @param step h
 * @param truncation the truncation error of the 6th order at that step: twice what the 8th order changes, or what the
 *     differences of higher order let expect
 * @param coarse the truncation error of the central difference at that step
 * @param deviation the standard deviation of the example's cost by rounding
 * @param bents the neurons on a bend that no useful step avoids; the slope is then one for their left sides
 * @param lower the least slope for any choice of their sides
 * @param upper the largest
 */
record Probe(
        double slope,
        double step,
        double truncation,
        double coarse,
        double deviation,
        List<Onward.Bent> bents,
        double lower,
        double upper) {

    /** Rounding errors beyond this many standard deviations do not happen. */
    static final double DEVIATIONS = 8;

    /** √(45² + 9² + 1)·√2/60: what independent errors of the six values do to the sixth order, times 1/h. */
    static final double SIXTH = 1.0829;
    /** The same for the central difference: √2/2. */
    static final double CENTRAL = 0.7072;

    /** Below this, numbers lose digits on the way. */
    static final double UNDERFLOW = 1e-290;

    /** How many changes a step takes at once. */
    static final int VALUES = 9;

    private static final double SHARP = 0.25;

    private static final double FIRST = 0x1p-7;

    /** A bend within about 4 · 2⁻²⁷ of z is not avoided; without a bend steps may be smaller. */
    private static final double LEAST_BY_BEND = 0x1p-27;

    private static final double LEAST = 0x1p-59;
    private static final int MOST_BENDS = 10;

    private static final Probe NOTHING =
            new Probe(Double.NaN, FIRST, Double.POSITIVE_INFINITY, 0, 0, List.of(), Double.NaN, Double.NaN);

    /** What is changed: z or a of neuron j of layer l in example t. */
    record Place(int l, int t, int j, boolean isZ) {
        double size(Baseline base) {
            return Math.abs((isZ ? base.z : base.a)[l][t * base.n[l] + j]);
        }

        /** Returns how much the example's cost changes, in place until the next call. */
        double[] follow(Onward onward, double[] changes) {
            int many = changes.length;
            return isZ ? onward.byZ(t, j, changes, many) : onward.byA(t, j, changes, many);
        }
    }

    static Probe of(Place place, Onward exact, Jitter jitter) {
        return new Search(place, exact, jitter).result();
    }

    private static Probe of(double[] f, double h, double deviation) {
        Stencil values = new Stencil(f, h);
        double slope = values.derivative(6);
        double truncation = Math.max(2 * values.truncation(6), expected(f, h, deviation));
        double coarse = Math.abs(values.derivative(2) - slope);
        return new Probe(slope, h, truncation, coarse, deviation, List.of(), slope, slope);
    }

    /**
     * Returns about h⁶f⁽⁷⁾/140, the truncation error of the 6th order. With d_k = |hᵏf⁽ᵏ⁾| and a ratio q of successive ones,
     * d₇ is d₅q² or d₆q, whichever is larger: d₅ alone would vanish where f⁽⁵⁾ does. Infinite if the d_k do not shrink.
     */
    private static double expected(double[] f, double h, double deviation) {
        double d3 = Math.abs(odd(f, 2) - 2 * odd(f, 1));
        double d4 = Math.abs(even(f, 2) - 4 * even(f, 1));
        double d5 = above(16 * deviation, odd(f, 3) - 4 * odd(f, 2) + 5 * odd(f, 1));
        double d6 = above(64 * deviation, even(f, 3) - 6 * even(f, 2) + 15 * even(f, 1));
        double qq = Math.max(d5 == 0 ? 0 : d5 / d3, d6 == 0 ? 0 : d6 / d4);
        return qq > SHARP ? Double.POSITIVE_INFINITY : Math.max(d5 * qq, d6 * Math.sqrt(qq)) / (140 * h);
    }

    private static double odd(double[] f, int k) {
        return (f[4 + k] - f[4 - k]) / 2;
    }

    private static double even(double[] f, int k) {
        return f[4 + k] + f[4 - k]; // f[4], no change, is 0
    }

    private static double above(double noise, double difference) {
        return Math.abs(difference) <= noise ? 0 : Math.abs(difference);
    }

    /** No step gives finite values. */
    boolean isNothing() {
        return Double.isNaN(slope);
    }

    double rounding() {
        return DEVIATIONS * SIXTH * deviation / step + 0x1p-50 * Math.abs(slope) + UNDERFLOW;
    }

    double error() {
        return isNothing() ? Double.POSITIVE_INFINITY : truncation + rounding() + (upper - lower) / 2;
    }

    private boolean isFine() {
        return truncation <= rounding();
    }

    /** Whether a smaller step confirms this one: what remains between them is explained. */
    private boolean isConfirmedBy(Probe finer) {
        return error() < Double.POSITIVE_INFINITY && Math.abs(slope - finer.slope) <= error() + finer.rounding();
    }

    /** The truncation error of the 6th order at a smaller step h. */
    double truncation(double h) {
        double ratio = h / step;
        return truncation * (ratio * ratio * ratio) * (ratio * ratio * ratio);
    }

    /** The truncation error of the central difference at a smaller step h. */
    double coarse(double h) {
        return (coarse + truncation) * (h / step) * (h / step);
    }

    /** Looks for the step. */
    private static final class Search {
        private final Place place;
        private final Onward exact;
        private final Jitter jitter;
        private final double most;
        private final List<Onward.Bent> crossed = new ArrayList<>();
        private double atRest; // the deviation without a change; NaN before it is known
        private double deviation;

        Search(Place place, Onward exact, Jitter jitter) {
            this.place = place;
            this.exact = exact;
            this.jitter = jitter;
            most = place.size(exact.base) / 64;
        }

        Probe result() {
            Probe best = best();
            if (best != null) {
                return best;
            }
            List<Onward.Bent> bents = new ArrayList<>();
            while (!crossed.isEmpty() && bents.size() + crossed.size() <= MOST_BENDS) {
                bents.addAll(crossed);
                best = onBends(List.copyOf(bents));
                if (best != null) {
                    return best;
                }
            }
            return NOTHING;
        }

        /** Null if every step crosses a bend or leaves the cost's domain. */
        private Probe best() {
            jitter.begin(((long) place.l() * 8191 + place.j()) * 131071 + place.t());
            atRest = Double.NaN;
            deviation = Double.NaN;
            Probe first = at(FIRST, true);
            return first != null && first.isFine() ? confirmed(upFrom(first)) : downFrom(FIRST / 4);
        }

        private Probe upFrom(Probe best) {
            boolean isSeen = Math.abs(best.slope) * best.step > best.deviation;
            for (double h = 4 * best.step; isSeen && h <= most; h *= 4) {
                Probe next = at(h, true);
                if (next == null || !(next.error() < best.error())) {
                    break;
                }
                best = next;
            }
            return best;
        }

        private Probe confirmed(Probe best) {
            Probe finer = at(best.step / 4, false);
            return finer == null || best.isConfirmedBy(finer) ? best : downFrom(best.step / 4);
        }

        private Probe downFrom(double h) {
            Probe best = null;
            for (; h >= (crossed.isEmpty() ? LEAST : LEAST_BY_BEND); h /= 4) {
                Probe next = at(h, false);
                if (next == null) {
                    continue;
                }
                if (best != null && best.isFine() && best.isConfirmedBy(next)) {
                    return best;
                }
                best = next;
            }
            return best;
        }

        /** Null if the stencil crosses a bend or leaves the cost's domain. */
        private Probe at(double h, boolean measured) {
            crossed.clear();
            try {
                double[] f = values(h);
                if (!crossed.isEmpty()) {
                    return null;
                }
                if (measured || Double.isNaN(deviation)) {
                    measure(h);
                }
                Probe probe = of(f, h, deviation);
                return probe.isNothing() ? null : probe;
            } catch (IllegalArgumentException e) {
                return null; // the cost refused a value, as cross-entropy does beyond 0 and 1
            }
        }

        private double[] values(double h) {
            double[] steps = new double[VALUES];
            Arrays.setAll(steps, k -> (k - 4) * h);
            double[] f = Arrays.copyOf(place.follow(exact, steps), steps.length);
            exact.addCrossed(place.t(), place.j(), place.isZ(), crossed);
            return f;
        }

        private void measure(double h) {
            if (Double.isNaN(atRest)) {
                atRest = jitter.deviation(place, 0);
            }
            double moved = Math.max(jitter.deviation(place, -3 * h), jitter.deviation(place, 3 * h));
            deviation = Math.max(atRest, moved);
        }

        /** Null if with one of their sides forced every step crosses yet another bend. */
        private Probe onBends(List<Onward.Bent> bents) {
            Probe left = null;
            double lower = Double.POSITIVE_INFINITY;
            double upper = Double.NEGATIVE_INFINITY;
            for (int sides = 0; sides < 1 << bents.size(); sides++) {
                exact.sides.force(bents, sides);
                jitter.onward().sides.force(bents, sides);
                Probe probe = best();
                exact.sides.release();
                jitter.onward().sides.release();
                if (probe == null) {
                    return null;
                }
                left = left == null ? probe : left;
                lower = Math.min(lower, probe.slope - probe.error());
                upper = Math.max(upper, probe.slope + probe.error());
            }
            return new Probe(left.slope, left.step, left.truncation, left.coarse, left.deviation, bents, lower, upper);
        }
    }
}
