package backprop.formula;

import static backprop.formula.Convention.BIASES_AS_COLUMNS;
import static backprop.formula.Convention.CROSS_ENTROPY;
import static backprop.formula.Convention.DELTA_AS_COLUMN;
import static backprop.formula.Convention.FROM_TO;
import static backprop.formula.Convention.GRADIENT_AS_ROW;
import static backprop.formula.Convention.INPUT_IS_1;
import static backprop.formula.Convention.LINEAR_OUTPUT;
import static backprop.formula.Convention.NO_BIASES;
import static backprop.formula.Convention.ONE_NEURON;
import static backprop.formula.Convention.OUT_OF_LAYER;
import static backprop.formula.Convention.OWN_COST;
import static backprop.formula.Convention.REGULARISED;
import static backprop.formula.Convention.ROWS;
import static backprop.formula.Convention.SIGMOID_OUTPUT;
import static backprop.formula.Convention.SINGLE_NEURON;
import static backprop.formula.Convention.SOFTMAX;
import static backprop.formula.Convention.TANH;
import static backprop.formula.Convention.VECTOR_GRADIENT_AS_ROW;

import backprop.formula.Convention.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the notation under which most of a text is right: from what its letters suggest, one convention after the other is
 * changed as long as that makes more of it right.
 */
final class NotationSearch {
    /** One statement alone does not speak for an unusual choice of these: it may as well be wrong. */
    static final Set<Group> GUESSED = EnumSet.of(
            Group.WEIGHTS,
            Group.LAYER,
            Group.VECTORS,
            Group.GRADIENT,
            Group.DELTA,
            Group.OUTPUT,
            Group.NEURONS,
            Group.BIASES,
            Group.SUMS);

    /** Conventions that go together: from one of them alone no way leads to the other. */
    private static final List<List<Convention>> STRUCTURES = List.of(
            List.of(ROWS, FROM_TO),
            List.of(ROWS, FROM_TO, BIASES_AS_COLUMNS),
            List.of(SINGLE_NEURON, FROM_TO),
            List.of(SINGLE_NEURON, FROM_TO, NO_BIASES),
            List.of(SINGLE_NEURON),
            List.of(ROWS),
            List.of(OUT_OF_LAYER, INPUT_IS_1),
            List.of(OUT_OF_LAYER, INPUT_IS_1, NO_BIASES),
            List.of(OUT_OF_LAYER, INPUT_IS_1, ROWS),
            List.of(OUT_OF_LAYER, INPUT_IS_1, ROWS, NO_BIASES),
            List.of(OUT_OF_LAYER, INPUT_IS_1, ROWS, FROM_TO));

    private static final List<List<Convention>> PAIRS = List.of(
            List.of(ROWS, FROM_TO),
            List.of(OUT_OF_LAYER, INPUT_IS_1),
            List.of(SOFTMAX, REGULARISED),
            List.of(CROSS_ENTROPY, SIGMOID_OUTPUT),
            List.of(TANH, SIGMOID_OUTPUT),
            List.of(TANH, LINEAR_OUTPUT),
            List.of(GRADIENT_AS_ROW, DELTA_AS_COLUMN),
            List.of(VECTOR_GRADIENT_AS_ROW, DELTA_AS_COLUMN));

    private static final int MOST_STARTS = 4;

    /** What a statement is worth that can be read, and one that holds. */
    private static final int IS_READ = 10;

    private static final int HOLDS = 40;

    /** What one is worth that says what a letter means: a mistake is looked for elsewhere. */
    private static final int DEFINES = 4 * HOLDS;

    private final List<Statement> statements;
    private final Set<Convention> stated;
    private final Findings findings;
    private final Map<Notation, InNotation> read = new HashMap<>();
    private final Map<Notation, Integer> scores = new HashMap<>();

    /**
     * A search for the notation of some statements.
     *
     * @param stated conventions that are known
     */
    NotationSearch(List<Statement> statements, Set<Convention> stated, Findings findings) {
        this.statements = statements;
        this.stated = stated;
        this.findings = findings;
    }

    /** Whether a convention of a group is known, so that no other is tried. */
    boolean isStated(Group group) {
        return stated.stream().anyMatch(c -> c.group() == group);
    }

    /** The statements in a notation; read once. */
    InNotation in(Notation notation) {
        return read.computeIfAbsent(notation, n -> new InNotation(n, statements));
    }

    Notation best() {
        List<Notation> likely = likeliest(new Author(statements)
                .notations().stream()
                        .map(n -> Names.in(n.with(stated), statements))
                        .toList());
        List<Notation> starts = new ArrayList<>();
        for (Notation start : likely) {
            starts.add(start);
            for (List<Convention> structure : STRUCTURES) {
                if (isOpen(structure)
                        && (!structure.contains(SINGLE_NEURON) || in(start).mayBeSingle())) {
                    starts.add(start.with(structure));
                }
            }
        }
        return best(likeliest(starts).stream().map(this::ascended).toList());
    }

    private List<Notation> likeliest(List<Notation> some) {
        return some.stream()
                .sorted(Comparator.comparing(this::score).reversed())
                .limit(MOST_STARTS)
                .toList();
    }

    /** The first of those with the highest score. */
    private Notation best(Collection<Notation> some) {
        Notation best = null;
        for (Notation n : some) {
            best = best == null || score(n) > score(best) ? n : best;
        }
        return best;
    }

    /** From a notation to the best that changes of one convention lead to. */
    private Notation ascended(Notation start) {
        Notation here = start;
        while (true) {
            Notation next = best(neighbours(here));
            if (next == null || score(next) <= score(here)) {
                return here;
            }
            here = next;
        }
    }

    private boolean isOpen(List<Convention> some) {
        return some.stream().noneMatch(c -> isStated(c.group()));
    }

    private List<Notation> neighbours(Notation n) {
        List<Notation> all = new ArrayList<>();
        for (Convention c : Convention.values()) {
            if (!n.has(c) && !isStated(c.group()) && mayHold(c, n)) {
                all.add(n.with(c));
            }
        }
        PAIRS.stream().filter(this::isOpen).forEach(pair -> all.add(n.with(pair)));
        if (!isStated(Group.COST)) {
            for (List<Formula> sides : in(n).sides) {
                boolean isCost = sides.size() > 1
                        && sides.get(0).is(Quantity.COST)
                        && !sides.get(1).has(Quantity.COST)
                        && sides.get(1).has(Quantity.A);
                if (isCost) {
                    all.add(n.cost(sides.get(1)));
                }
            }
        }
        return all;
    }

    private static int worth(Formula left, Formula right, Notation n) {
        if (left.is(Quantity.COST) && n.has(OWN_COST)) {
            return 2 * HOLDS; // whatever it says it does
        }
        return left.is(Quantity.COST) || Understood.isDefinition(left, right) ? DEFINES : HOLDS;
    }

    /** What an unusual convention must make up for. */
    private int price(Convention c, Notation n) {
        boolean isNoGuess = n.has(SINGLE_NEURON) && (c == FROM_TO || c == SINGLE_NEURON && in(n).hasWeightsOfOneIndex())
                || c.group() == Group.NEURONS && in(n).hasCostOfNumbers();
        return isNoGuess ? 0 : GUESSED.contains(c.group()) ? HOLDS + 1 : 1;
    }

    boolean mayHold(Convention c, Notation n) {
        return switch (c) {
            case OWN_COST -> false; // it is one with its formula
            case RELU -> in(n).usesRelu(); // where it is not 0, it is what a linear one is
            case ONE_NEURON -> in(n).isOfNumbers();
            case SINGLE_NEURON -> in(n).mayBeSingle();
            case BIASES_AS_COLUMNS -> n.has(ROWS);
            case SUMS_IMPLIED -> !in(n).hasSums();
            default -> true;
        };
    }

    private int score(Notation n) {
        return scores.computeIfAbsent(n, this::scored);
    }

    private int scored(Notation n) {
        InNotation here = in(n);
        int score = 0;
        for (int i = 0; i < statements.size(); i++) {
            List<Formula> sides = here.sides.get(i);
            score += here.errors.get(i) == null ? IS_READ : 0;
            for (int k = 1; k < sides.size() && !Update.isOne(statements.get(i), sides); k++) {
                Formula left = sides.get(k - 1);
                Formula right = sides.get(k);
                score += !findings.holdsAtFirst(left, right, here.worlds) ? 0 : worth(left, right, n);
            }
        }
        for (Convention c : n.unusual()) {
            score -= price(c, n);
        }
        return score;
    }
}
