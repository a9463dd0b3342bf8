package backprop.check;

import static backprop.text.Numbers.superscript;

import java.util.Optional;
import java.util.SortedSet;

/** The mistake made in one layer of a network, or in all that allow it. */
record Slip(Mistake mistake, SortedSet<Integer> layers, int depth) {
    Equation equation() {
        return mistake.equation();
    }

    Rules in(Rules rules) {
        return rules.but(equation(), layers, mistake.rule());
    }

    Cause cause() {
        boolean everywhere = layers.size() > 1 || equation().layers(depth).size() == 1;
        Cause.Where where = new Cause.Where(equation(), layers, everywhere);
        return new Cause(where + ": " + resolved(mistake.id()), Optional.of(where), resolved(mistake.words()));
    }

    boolean isPossible(Case c) {
        SortedSet<Integer> possible = mistake.layers(c);
        return layers.equals(possible) || layers.size() == 1 && possible.containsAll(layers);
    }

    private String resolved(String words) {
        boolean many = layers.size() > 1;
        int l = layers.first();
        return words.replace("{l}", many ? "ˡ" : superscript(l))
                .replace("{n}", many ? "ˡ⁺¹" : superscript(l + 1))
                .replace("{p}", many ? "ˡ⁻¹" : superscript(l - 1));
    }
}
