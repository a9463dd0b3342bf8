package backprop;

import java.util.Arrays;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** The order of note 000's vectors p and ∇C: layer by layer, each layer's weights row by row, then its biases. */
final class ParameterOrder {
    private ParameterOrder() {}

    static double[] vector(List<SimpleMatrix> w, List<SimpleMatrix> b) {
        double[] p = new double
                [w.stream().mapToInt(SimpleMatrix::getNumElements).sum()
                        + b.stream().mapToInt(SimpleMatrix::getNumElements).sum()];
        int next = 0;
        for (int l = 0; l < w.size(); l++) {
            next = append(w.get(l), p, next);
            next = append(b.get(l), p, next);
        }
        return p;
    }

    private static int append(SimpleMatrix m, double[] p, int next) {
        for (int i = 0; i < m.getNumElements(); i++) {
            p[next + i] = m.get(i); // EJML counts a matrix's entries row by row
        }
        return next + m.getNumElements();
    }

    static SimpleMatrix matrix(double[] p, int from, int rows, int columns) {
        return new SimpleMatrix(rows, columns, true, Arrays.copyOfRange(p, from, from + rows * columns));
    }
}
