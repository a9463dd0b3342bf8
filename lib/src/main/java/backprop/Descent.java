package backprop;

import java.util.List;

/**
 * A walk downhill: every point, and the cost there.
 *
 * @param points the start first
 * @param history the costs, one per point, and how it ended
 */
public record Descent(List<double[]> points, History history) {

    public Descent {
        points = copy(points);
    }

    @Override
    public List<double[]> points() {
        return copy(points);
    }

    private static List<double[]> copy(List<double[]> points) {
        return points.stream().map(double[]::clone).toList();
    }

    /** Returns the last point. */
    public double[] end() {
        return points.get(points.size() - 1).clone();
    }

    @Override
    public String toString() {
        return history.toString();
    }
}
