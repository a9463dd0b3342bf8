package backprop.web.jdk;

import java.math.BigDecimal;
import java.math.MathContext;

/** What TeaVM's BigDecimal computes otherwise. */
public final class Decimals {
    private Decimals() {}

    /** Returns a number of fewer digits, as {@link BigDecimal#round} says; TeaVM 0.16.0 leaves one digit too many. */
    public static BigDecimal round(BigDecimal value, MathContext context) {
        BigDecimal rounded = value;
        int surplus = surplus(rounded, context);
        while (surplus > 0) { // twice where 99.9 becomes 100
            rounded = rounded.setScale(rounded.scale() - surplus, context.getRoundingMode());
            surplus = surplus(rounded, context);
        }
        return rounded;
    }

    private static int surplus(BigDecimal value, MathContext context) {
        return context.getPrecision() == 0 ? 0 : value.precision() - context.getPrecision();
    }
}
