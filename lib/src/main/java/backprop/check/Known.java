package backprop.check;

import java.util.Optional;

/**
 * What a number of a network should be, and how well that is known: the rule for one entry.
 *
 * @param right what it should be, which may not be finite
 * @param error how well that is known
 * @param strict how far a number may be off that is right: no less than the error, and more at a kink
 * @param textbook how much farther it may be by formulas such as σ(1 − σ)
 * @param precision how the numbers were given
 */
record Known(double right, double error, double strict, double textbook, Precision precision) {
    /** A bound larger than this share of an entry would let anything pass. */
    static final double TELLING = 1e-6;

    /** The same for numbers that were rounded once more. */
    Known after(double rounding) {
        return new Known(right, error + rounding, strict + rounding, textbook, precision);
    }

    Verdict verdict(double given) {
        double off = Math.abs(given - right);
        if (given == 0 && right == 0) {
            return Verdict.PASS;
        }
        if (doubt(given).isPresent()) {
            return Verdict.CANNOT_TELL;
        }
        return off <= bound(given) ? Verdict.PASS : Verdict.FAIL;
    }

    /** Why nothing can be told, if nothing can. */
    Optional<String> doubt(double given) {
        double off = Math.abs(given - right);
        if (!Double.isFinite(right) || !Double.isFinite(error)) {
            return Optional.of("what is right is not finite here, or not known at all");
        }
        if (!Double.isFinite(given)) {
            return Optional.empty();
        }
        if (error > TELLING * Math.max(Math.abs(right), Math.abs(given))) {
            return Optional.of("rounding leaves fewer than six digits of what is right; try other numbers");
        }
        double typed = precision.tolerance(given, strict);
        if (off <= strict + typed
                && right != 0
                && precision.kind() == Precision.Kind.TYPED
                && typed >= Math.abs(right)) {
            return Optional.of("what is right is smaller than the last digit given");
        }
        boolean maybe = !(off <= bound(given)) && !(off > strict + textbook + typed);
        return maybe
                ? Optional.of("they differ, but by no more than rounding in σ(1 − σ) explains; try smaller weights")
                : Optional.empty();
    }

    /** How far from right a number may be that passes. */
    double bound(double given) {
        return rounding() + precision.tolerance(given, strict);
    }

    /** The part of that which is rounding: that of the textbook's formulas, if it still means something. */
    double rounding() {
        double lenient = strict + textbook;
        return lenient <= TELLING * Math.abs(right) ? lenient : strict;
    }
}
