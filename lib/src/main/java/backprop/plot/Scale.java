package backprop.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** How the numbers of a heat map become places on its bar: −1 blue, 0 white, 1 vermillion. */
sealed interface Scale {
    /** Returns where a number stands, from −1 to 1; NaN for one that has no place, which is grey. */
    double place(double value);

    /** Returns the number at a place: −1, 0 or 1; nothing if there is none. */
    String label(int place);

    /** Returns the first and the last place that the bar shows. */
    int[] ends();

    /** Tells whether a number is hatched. */
    boolean isHatched(double value);

    /** Returns what hatching and grey stand for, where some number needs them. */
    List<String> notes(SimpleMatrix m);

    private static DoubleStream entries(SimpleMatrix m) {
        return IntStream.range(0, m.getNumElements()).mapToDouble(m::get);
    }

    /**
     * White for 0, and as far as the largest entry. It goes only where there are entries: of numbers that are all 0 or more it
     * has one half.
     *
     * @param most the largest |entry|
     */
    record Signs(double most, boolean hasNegative, boolean hasPositive) implements Scale {
        static Signs of(SimpleMatrix m) {
            double most =
                    entries(m).map(Math::abs).filter(Double::isFinite).max().orElse(0);
            return new Signs(
                    most, entries(m).anyMatch(value -> value < 0), entries(m).anyMatch(value -> value > 0));
        }

        @Override
        public double place(double value) {
            return !Double.isFinite(value) ? Double.NaN : most == 0 ? 0 : value / most;
        }

        @Override
        public String label(int place) {
            return place == 0 ? "0" : most == 0 ? "" : Labels.number(place * most, 3);
        }

        @Override
        public int[] ends() {
            return new int[] {hasNegative || !hasPositive ? -1 : 0, hasPositive || !hasNegative ? 1 : 0};
        }

        @Override
        public boolean isHatched(double value) {
            return false;
        }

        @Override
        public List<String> notes(SimpleMatrix m) {
            return List.of();
        }
    }

    /**
     * Of a ratio: white for 1, which is right, and the logarithm to both sides. A ratio below 0 has the colour of its size, and
     * hatching.
     *
     * @param decades from the middle to an end
     */
    record Ratios(double decades) implements Scale {
        private static final double LEAST = 0.30103; // a factor of 2
        private static final double MOST = 2;

        static Ratios of(SimpleMatrix m) {
            double decades = entries(m)
                    .map(value -> Math.abs(Math.log10(Math.abs(value))))
                    .filter(Double::isFinite)
                    .max()
                    .orElse(LEAST);
            return new Ratios(Math.max(LEAST, Math.min(MOST, decades)));
        }

        @Override
        public double place(double value) {
            return Math.max(-1, Math.min(1, Math.log10(Math.abs(value)) / decades));
        }

        @Override
        public String label(int place) {
            return Labels.number(Math.pow(10, place * decades), 3);
        }

        @Override
        public int[] ends() {
            return new int[] {-1, 1};
        }

        @Override
        public boolean isHatched(double value) {
            return value < 0;
        }

        @Override
        public List<String> notes(SimpleMatrix m) {
            List<String> notes = new ArrayList<>();
            if (entries(m).anyMatch(value -> value < 0)) {
                notes.add("hatched: the sign is flipped");
            }
            if (entries(m).anyMatch(Double::isNaN)) {
                notes.add("grey: 0 / 0");
            }
            return notes;
        }
    }
}
