package backprop.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Numbers that never change, but can be continued: {@link #plus} returns a longer list, which shares the array of this one.
 * So n lists, each one number longer than the last, take time and memory in proportion to n.
 */
public final class DoubleList extends AbstractList<Double> implements RandomAccess {
    private static final int LEAST = 8;

    private final Store store;
    private final double[] values; // of the store when this list was made
    private final int size;

    /** What lists that continue one another share: the first {@code filled} numbers are in use and stay. */
    private static final class Store {
        private double[] values;
        private int filled;

        Store(double[] values) {
            this.values = values;
            filled = values.length;
        }

        /** Appends a number if the first {@code size} are all there are, and tells whether. */
        synchronized boolean append(int size, double value) {
            if (size != filled) {
                return false; // another list has gone on from there
            }
            if (filled == values.length) {
                values = Arrays.copyOf(values, Math.max(LEAST, 2 * filled));
            }
            values[filled++] = value;
            return true;
        }
    }

    private DoubleList(Store store, int size) {
        this.store = store;
        this.values = store.values;
        this.size = size;
    }

    /** Returns numbers as such a list, itself if it is one; refuses null, as a whole and in it. */
    public static DoubleList of(String argument, Collection<Double> numbers) {
        if (Require.given(argument, numbers) instanceof DoubleList list) {
            return list;
        }
        double[] values = numbers.stream()
                .mapToDouble(number -> Require.given("each of " + argument, number))
                .toArray();
        return new DoubleList(new Store(values), values.length);
    }

    /** Returns these numbers and one more. */
    public DoubleList plus(double value) {
        if (store.append(size, value)) {
            return new DoubleList(store, size + 1);
        }
        return new DoubleList(new Store(Arrays.copyOf(values, size)), size).plus(value);
    }

    /** Where the numbers are, and those of others. */
    double[] array() {
        return values;
    }

    @Override
    public Double get(int n) {
        return values[Objects.checkIndex(n, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
