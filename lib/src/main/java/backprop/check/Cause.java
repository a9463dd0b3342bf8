package backprop.check;

import backprop.internal.Require;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What was done wrong, and where: a value. Finders pass it on whole, and nobody takes its words apart again.
 *
 * @param id its name; that of a {@link NetworkCheck#mistakes mistake} stays when its words change
 * @param where the equation and its layers, if it is in one
 * @param what what was done, in words
 */
public record Cause(String id, Optional<Where> where, String what) {
    public Cause {
        Require.notBlank("id", id);
        Require.given("where", where);
        Require.notBlank("what", what);
    }

    /**
     * Where a mistake was made.
     *
     * @param layers one or more
     * @param everywhere whether the equation speaks of no other layers
     */
    public record Where(Equation equation, SortedSet<Integer> layers, boolean everywhere) {
        public Where {
            Require.given("equation", equation);
            Require.atLeast(
                    "the number of layers", 1, Require.given("layers", layers).size());
        }

        static Where of(Equation equation, SortedSet<Integer> layers, int depth) {
            return new Where(
                    equation, layers, layers.size() == equation.layers(depth).size());
        }

        @Override
        public String toString() {
            String numbers = layers.stream().map(String::valueOf).collect(Collectors.joining(" and "));
            return equation + (everywhere ? "" : (layers.size() == 1 ? ", layer " : ", layers ") + numbers);
        }
    }

    /** A cause in no equation. */
    Cause(String id, String what) {
        this(id, Optional.empty(), what);
    }

    @Override
    public String toString() {
        return where.map(place -> place + ": ").orElse("") + what;
    }
}
