package backprop.formula;

import backprop.formula.Formula.Grid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A matrix given by its entries, or by those at its ends, whose indices tell what runs. */
final class Ends {
    private static final String ROW = "·row";
    private static final String COL = "·col";

    private final World world;
    private final Map<String, Integer> env;
    private final Formula matrix;
    private final Grid grid;

    Ends(World world, Map<String, Integer> env, Formula matrix) {
        this.world = world;
        this.env = env;
        this.matrix = matrix;
        grid = matrix.grid();
    }

    Value value() {
        Formula first = matrix.part(0);
        Formula right = matrix.part(grid.cols() - 1);
        Formula below = matrix.part((grid.rows() - 1) * grid.cols());
        refuseMixed(first, matrix.part(matrix.parts.size() - 1));
        int rows = grid.isTall() ? length(first, below) : grid.rows();
        int cols = grid.isWide() ? length(first, right) : grid.cols();
        List<Value> entries = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < cols; k++) {
                int row = !grid.isTall() ? i : i == rows - 1 ? grid.rows() - 1 : 0;
                int col = !grid.isWide() ? k : k == cols - 1 ? grid.cols() - 1 : 0;
                Formula entry = matrix.part(row * grid.cols() + col);
                entry = grid.isTall() ? running(entry, first, below, ROW) : entry;
                entry = grid.isWide() ? running(entry, first, right, COL) : entry;
                Map<String, Integer> inner = new HashMap<>(env);
                inner.put(ROW, i);
                inner.put(COL, k);
                entries.add(world.of(entry, inner));
            }
        }
        Value value = Value.of(rows, cols, entries);
        return grid.isSum() ? value.mult(Value.ones(cols, 1)) : value;
    }

    /** The last entry names each index that runs by one letter. */
    private static void refuseMixed(Formula first, Formula last) {
        Map<Optional<Place>, Place> ends = new HashMap<>();
        for (Run run : runs(first, last)) {
            boolean isVector = run.symbol().what().isVector();
            Optional<Place> layer = Optional.ofNullable(run.symbol().layer());
            Place named = isVector ? ends.merge(layer, run.to(), (one, other) -> one) : run.to();
            if (!named.equals(run.to())) {
                throw new Misfit("the last entry of a matrix names one index " + named + " and " + run.to());
            }
        }
    }

    /** How far the index runs that is one at the first end and another at the last. */
    private int length(Formula first, Formula last) {
        return runs(first, last).stream()
                .mapToInt(run -> world.range(run.symbol(), run.position(), env))
                .min()
                .orElseThrow(() -> new Unknown("which index runs between " + first + " and " + last + "?"));
    }

    /** An index that differs at the ends. */
    private record Run(Symbol symbol, int position, Place to) {}

    private static List<Run> runs(Formula first, Formula last) {
        List<Run> runs = new ArrayList<>();
        if (first.kind != last.kind || first.parts.size() != last.parts.size()) {
            return runs;
        }
        if (first.is(Kind.SYMBOL)) {
            List<Place> to = last.symbol().indices();
            for (int i = 0; i < Math.min(first.symbol().indices().size(), to.size()); i++) {
                if (!first.symbol().indices().get(i).equals(to.get(i))) {
                    runs.add(new Run(first.symbol(), i, to.get(i)));
                }
            }
        }
        for (int i = 0; i < first.parts.size(); i++) {
            runs.addAll(runs(first.part(i), last.part(i)));
        }
        return runs;
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
        if (entry.is(Kind.SYMBOL)) {
            List<Place> indices = new ArrayList<>(entry.symbol().indices());
            runs(first, last).stream()
                    .filter(run -> run.position() < indices.size())
                    .forEach(run -> indices.set(run.position(), new Place(index, 0)));
            return Formula.symbol(entry.symbol().indexed(indices));
        }
        List<Formula> parts = new ArrayList<>();
        for (int i = 0; i < entry.parts.size(); i++) {
            parts.add(running(entry.part(i), first.part(i), last.part(i), index));
        }
        return entry.with(parts);
    }
}
