package backprop.web.jdk;

import org.ejml.data.MatrixType;
import org.ejml.simple.SimpleOperations;
import org.ejml.simple.ops.SimpleOperations_DDRM;

/** The one kind of EJML's matrices that the library makes: dense, real, in double precision. The page is smaller without the others. */
public final class Ejml {
    private Ejml() {}

    /** Returns the operations on matrices of a kind. */
    public static SimpleOperations<?> lookupOps(MatrixType type) {
        if (type != MatrixType.DDRM) {
            throw new UnsupportedOperationException("a page has no matrices of the kind " + type);
        }
        return new SimpleOperations_DDRM();
    }
}
