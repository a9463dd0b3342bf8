package backprop;

import java.util.List;

/**
 * A walk downhill: every point, and the cost there.
 *
 * @param points the start first; treat the arrays as read-only
 * @param history the costs, one per point, and how it ended
 */
public record Descent(List<double[]> points, History history) {

    /**
     * Keeps the list as it is now.
     *
     * @param points one or more
     * @param history one cost per point
     */
    public Descent {
        points = List.copyOf(points);
    }

    /**
     * Returns the last point.
     *
     * @return a copy
     */
    public double[] end() {
        return points.get(points.size() - 1).clone();
    }

    @Override
    public String toString() {
        return history.toString();
    }
}
