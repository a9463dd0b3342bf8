package backprop.formula;

import backprop.formula.Edits.Edit;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to change in a wrong formula so that it is right.
 *
 * @param words what to do, such as 'change zᴸ to zˡ'
 * @param formula the statement after it
 * @param latex the same, typeset, with the change marked
 */
public record Repair(String words, String formula, String latex) {
    /** Between the words of two edits. */
    static final String AND = ", and ";

    private static final int FEW = 60;

    /** Of so many edits no pair is tried: that takes seconds. */
    private static final int MANY = 160;

    public Repair {
        Require.notBlank("words", words);
        Require.notBlank("formula", formula);
        Require.notBlank("latex", latex);
    }

    /** What to do, and what it is then. */
    @Override
    public String toString() {
        return words + ": " + formula;
    }

    /** All smallest ones: of one edit, or else of two; none if that is not enough. */
    static List<Repair> of(Formula left, Formula right, Worlds worlds) {
        return new Search(left, right, worlds).repairs();
    }

    private static final class Search {
        private final Formula left;
        private final Formula right;
        private final Worlds worlds;
        private final Edits edits;
        private final Map<String, Repair> found = new LinkedHashMap<>();
        private final Set<List<Formula>> tried = new HashSet<>();
        private int least = Integer.MAX_VALUE;

        Search(Formula left, Formula right, Worlds worlds) {
            this.left = left;
            this.right = right;
            this.worlds = worlds;
            edits = Edits.of(worlds.notation(), List.of(left, right));
        }

        List<Repair> repairs() {
            List<Edit> ofRight = edits.of(right);
            List<Edit> ofLeft = left.is(Kind.SYMBOL) ? List.of() : edits.of(left);
            ofRight.forEach(edit -> add(left, edit.formula(), List.of(edit), edit.words()));
            if (found.isEmpty()) {
                ofLeft.forEach(edit -> add(edit.formula(), right, List.of(edit), edit.words()));
            }
            boolean isElided = Formula.any(List.of(left, right), Formula::isElided);
            if (found.isEmpty() && !isElided && ofRight.size() < MANY) {
                pairs(ofRight, true);
            }
            if (found.isEmpty() && ofLeft.size() < FEW) {
                pairs(ofLeft, false);
            }
            return new ArrayList<>(found.values());
        }

        private void pairs(List<Edit> firsts, boolean isRight) {
            for (Edit one : firsts) {
                for (Edit two : edits.of(one.formula())) {
                    String words = one.and(two);
                    if (words != null) {
                        Formula l = isRight ? left : two.formula();
                        Formula r = isRight ? two.formula() : right;
                        add(l, r, List.of(one, two), words);
                    }
                }
            }
        }

        private void add(Formula l, Formula r, List<Edit> made, String words) {
            int cost = made.stream().mapToInt(Edit::cost).sum();
            boolean isMultiplied = l != left && left.is(Kind.DERIVATIVE) && words.contains(Edits.MULTIPLY);
            if (isMultiplied || cost > least || l.equals(r) || !tried.add(List.of(l, r)) || !isRight(l, r)) {
                return;
            }
            if (cost < least) {
                least = cost;
                found.clear();
            }
            Print marked = new Print(
                    Print.Style.LATEX, made.stream().map(Edit::changed).toList());
            found.put(l + " = " + r, new Repair(words, l + " = " + r, marked.of(l) + " = " + marked.of(r)));
        }

        /** Whether they are equal, on networks that were not used before as well. */
        private boolean isRight(Formula l, Formula r) {
            List<Formula> sides = List.of(l, r);
            List<World> one = worlds.first(sides);
            try {
                Claim claim = Claim.resolved(l, r, one).claim();
                return claim != null
                        && claim.isBorneOut(one)
                        && claim.holds(worlds.of(sides, false))
                        && claim.holds(worlds.of(sides, true));
            } catch (Misfit | Unknown | Nowhere e) {
                return false;
            }
        }
    }
}
