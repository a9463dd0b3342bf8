package backprop.formula;

import backprop.formula.Formula.Grid;
import backprop.formula.Formula.Kind;
import backprop.formula.Place.Unknown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A matrix given by its entries, or by those at its ends, whose indices tell what runs. */
final class Ends {
    private final World world;

    Ends(World world) {
        this.world = world;
    }

    Value value(Formula f, Map<String, Integer> env) {
        Grid grid = (Grid) f.leaf;
        int right = grid.cols() - 1;
        int below = (grid.rows() - 1) * grid.cols();
        Map<String, Integer> runs = new HashMap<>();
        int rows = grid.isTall() ? length(f.part(0), f.part(below), env) : grid.rows();
        int cols = grid.isWide() ? length(f.part(0), f.part(right), env) : grid.cols();
        refuseMixed(f.part(0), f.part(f.parts.size() - 1));
        double[] v = new double[rows * cols];
        double[] d = null;
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < cols; k++) {
                int row = grid.isTall() ? (i == rows - 1 ? grid.rows() - 1 : 0) : i;
                int col = grid.isWide() ? (k == cols - 1 ? right : 0) : k;
                Formula entry = f.part(row * grid.cols() + col);
                if (grid.isTall()) {
                    entry = running(entry, f.part(0), f.part(below), "·row");
                    runs.put("·row", i);
                }
                if (grid.isWide()) {
                    entry = running(entry, f.part(0), f.part(right), "·col");
                    runs.put("·col", k);
                }
                Map<String, Integer> inner = new HashMap<>(env);
                inner.putAll(runs);
                Value value = world.of(entry, inner);
                if (!value.isNumber()) {
                    throw new Unknown("the entries of a matrix must be numbers");
                }
                v[i * cols + k] = value.v()[0];
                if (value.d() != null) {
                    d = d == null ? new double[v.length] : d;
                    d[i * cols + k] = value.d()[0];
                }
            }
        }
        Value matrix = new Value(rows, cols, v, d);
        double[] ones = new double[cols];
        java.util.Arrays.fill(ones, 1);
        return grid.isSum() ? matrix.mult(Value.of(cols, 1, ones)) : matrix;
    }

    /** The last entry names each index that runs by one letter. */
    private static void refuseMixed(Formula first, Formula last) {
        Map<Integer, Place> ends = new HashMap<>();
        mixed(first, last, ends);
    }

    private static void mixed(Formula first, Formula last, Map<Integer, Place> ends) {
        if (first.kind != last.kind || first.parts.size() != last.parts.size()) {
            return;
        }
        if (first.is(Kind.SYMBOL) && first.symbol().what().isVector()) {
            for (int i = 0;
                    i
                            < Math.min(
                                    first.symbol().indices().size(),
                                    last.symbol().indices().size());
                    i++) {
                Place from = first.symbol().indices().get(i);
                Place to = last.symbol().indices().get(i);
                Integer layer = first.symbol().layer() == null
                        ? 0
                        : first.symbol().layer().hashCode();
                if (!from.equals(to) && !ends.merge(layer, to, (a, b) -> a).equals(to)) {
                    throw new Value.Misfit(
                            "the last entry of a matrix names one index " + ends.get(layer) + " and " + to);
                }
            }
        }
        for (int i = 0; i < first.parts.size(); i++) {
            mixed(first.part(i), last.part(i), ends);
        }
    }

    /** How far the index runs that is one at the first end and another at the last. */
    private int length(Formula first, Formula last, Map<String, Integer> env) {
        List<Integer> lengths = new ArrayList<>();
        lengths(first, last, env, lengths);
        if (lengths.isEmpty()) {
            throw new Unknown("which index runs between " + first + " and " + last + "?");
        }
        return lengths.stream().mapToInt(n -> n).min().orElseThrow();
    }

    private void lengths(Formula first, Formula last, Map<String, Integer> env, List<Integer> lengths) {
        if (first.kind != last.kind || first.parts.size() != last.parts.size()) {
            return;
        }
        if (first.is(Kind.SYMBOL)) {
            Symbol s = first.symbol();
            Symbol t = last.symbol();
            for (int i = 0; i < Math.min(s.indices().size(), t.indices().size()); i++) {
                if (!s.indices().get(i).equals(t.indices().get(i))) {
                    lengths.add(world.range(s, i, env));
                }
            }
        }
        for (int i = 0; i < first.parts.size(); i++) {
            lengths(first.part(i), last.part(i), env, lengths);
        }
    }

    /** An entry with its index replaced wherever the ends differ. */
    private static Formula running(Formula entry, Formula first, Formula last, String index) {
        boolean isSame = entry.kind == first.kind
                && entry.kind == last.kind
                && entry.parts.size() == first.parts.size()
                && entry.parts.size() == last.parts.size();
        if (!isSame) {
            throw new Unknown("the ends of the matrix do not follow one pattern");
        }
        Formula here = entry;
        if (entry.is(Kind.SYMBOL)) {
            List<Place> indices = new ArrayList<>(entry.symbol().indices());
            List<Place> from = first.symbol().indices();
            List<Place> to = last.symbol().indices();
            for (int i = 0; i < indices.size() && i < from.size() && i < to.size(); i++) {
                if (!from.get(i).equals(to.get(i))) {
                    indices.set(i, new Place(index, 0));
                }
            }
            here = Formula.symbol(entry.symbol().indexed(indices));
        }
        List<Formula> parts = new ArrayList<>();
        for (int i = 0; i < entry.parts.size(); i++) {
            parts.add(running(entry.part(i), first.part(i), last.part(i), index));
        }
        return here.with(parts);
    }
}
