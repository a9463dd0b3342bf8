package backprop;

import backprop.internal.Require;
import java.util.AbstractList;
import java.util.List;

/**
 * A walk downhill: every point, and the cost there.
 *
 * @param points the start first
 * @param history the costs, one per point, and how it ended
 */
public record Descent(List<double[]> points, History history) {

    public Descent {
        points =
                Require.allGiven("points", points).stream().map(double[]::clone).toList();
        int costs = Require.given("history", history).costs().size();
        Require.that(points.size() == costs, "points", "hold one per cost, " + costs, points.size());
        int length = points.get(0).length;
        Require.atLeast("the length of points", 1, length);
        points.forEach(p -> Require.that(p.length == length, "points", "have one length, " + length, p.length));
    }

    /** Returns every point, a copy of it whenever it is asked for. */
    @Override
    public List<double[]> points() {
        List<double[]> own = points;
        return new AbstractList<>() {
            @Override
            public double[] get(int n) {
                return own.get(n).clone();
            }

            @Override
            public int size() {
                return own.size();
            }
        };
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
