package backprop.formula;

import backprop.formula.Claim.Finding;
import backprop.formula.Claim.Outcome;
import backprop.formula.Convention.Group;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Under what else a statement is right than under the notation of its text. */
final class Conditions {
    /** What is left open by a statement alone, so that either is right. */
    private static final Set<Group> OPEN =
            EnumSet.of(Group.COST, Group.EXAMPLES, Group.PENALTY, Group.ACTIVATION, Group.OUTPUT, Group.BIASES);

    private final List<Statement> statements;
    private final NotationSearch search;
    private final Findings findings;
    private final Notation notation;

    Conditions(List<Statement> statements, NotationSearch search, Findings findings, Notation notation) {
        this.statements = statements;
        this.search = search;
        this.findings = findings;
        this.notation = notation;
    }

    /** Whether sides are equal in another notation. */
    boolean isRight(List<Formula> sides, Notation other) {
        return findings.areEqual(sides, search.in(other).worlds);
    }

    /** Whether a statement claims something that is right in another notation. */
    private boolean isRight(int i, Notation other) {
        List<Formula> sides = search.in(other).sides.get(i);
        return sides.size() > 1 && !Update.isOne(statements.get(i), sides) && isRight(sides, other);
    }

    /** A choice that the statement depends on, and nothing else in the text. */
    Optional<Convention> open(int i) {
        for (Group group : List.of(Group.COST, Group.ACTIVATION)) {
            Convention chosen = notation.agreed().get(group);
            boolean depends = chosen != Convention.OWN_COST
                    && !search.isStated(group)
                    && group.choices().stream()
                            .filter(c -> c != chosen && c != Convention.OWN_COST && c != Convention.ANY_ACTIVATION)
                            .anyMatch(c -> !isRight(i, notation.with(c)));
            if (depends && !isSettled(group, i)) {
                return Optional.of(chosen);
            }
        }
        return Optional.empty();
    }

    /** Whether another statement is right under this choice only. */
    boolean isSettled(Group group, int but) {
        for (int i = 0; i < statements.size(); i++) {
            if (i != but && isRight(i, notation)) {
                for (Convention c : others(group)) {
                    if (!isRight(i, notation.with(c))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether the text says of the output, or of every layer, that it is a function of its z. */
    private boolean isActivated() {
        return search.in(notation).sides.stream()
                .anyMatch(sides -> sides.size() > 1
                        && sides.get(0).isSymbol(s -> s.what() == Quantity.A && s.isWhole())
                        && sides.get(1).is(Kind.CALL)
                        && sides.get(1).part(0).is(Quantity.Z)
                        && !(sides.get(0).layer() != null
                                && sides.get(0).layer().isNumber()));
    }

    /** Whether the text defines this cost, too. */
    private boolean isDefinedBeside(Convention cost) {
        for (int i = 0; i < statements.size(); i++) {
            List<Formula> sides = search.in(notation).sides.get(i);
            boolean isOfCost = !sides.isEmpty() && sides.get(0).is(Quantity.COST);
            if (isOfCost && !isRight(i, notation) && isRight(i, notation.with(cost))) {
                return true;
            }
        }
        return false;
    }

    /** None if the user states one. */
    private List<Convention> others(Group group) {
        return group.choices().stream()
                .filter(c -> !search.isStated(group) && search.mayHold(c, notation) && !notation.has(c))
                .toList();
    }

    /** What else may be meant, if the statement is right then. */
    Optional<String> condition(int i, List<Formula> sides, Finding finding) {
        if (Understood.hasJacobian(sides)) {
            for (Convention c : others(Group.GRADIENT)) {
                boolean isOpen = c != Convention.JACOBIAN_TRANSPOSED || !isSettled(Group.GRADIENT, i);
                if (isOpen && isRight(i, notation.with(c))) {
                    return Optional.of("with " + c);
                }
            }
        }
        if (isLastAndOther(sides.get(0), sides.get(1)) || isLastAndOther(sides.get(1), sides.get(0))) {
            return Optional.of("if that layer is the last");
        }
        Optional<String> apart = apart(sides);
        if (apart.isPresent()) {
            return apart;
        }
        boolean isShapeless = finding.outcome() == Outcome.MISFIT
                && (Understood.isLeibniz(sides) || sides.get(0).is(Quantity.COST) || isOfManyLayers(sides));
        if (isShapeless && findings.areEqual(sides, search.in(notation).narrow)) {
            return Optional.of("with one neuron per layer");
        }
        List<Formula> neighbours = Understood.ofNeighbours(sides);
        for (Convention c : neighbours.equals(sides) ? List.<Convention>of() : Group.WEIGHTS.choices()) {
            if (isRight(neighbours, notation.with(c))) {
                return Optional.of("if a is of the layer before" + (notation.has(c) ? "" : ", and " + c));
            }
        }
        List<Formula> entries = Understood.entryByEntry(sides);
        if (!entries.equals(sides) && isRight(entries, notation)) {
            return Optional.of("entry by entry: " + entries.get(1));
        }
        if (isRightUnpenalised(i)) {
            return Optional.of("for λ = 0");
        }
        return OPEN.stream()
                .flatMap(group -> underAnother(group, i, sides).stream())
                .findFirst();
    }

    /** Whether it is right without what the text's own cost has for the weights, and nothing else there speaks of that. */
    private boolean isRightUnpenalised(int i) {
        if (!notation.has(Convention.OWN_COST) || !notation.cost().has(Quantity.LAMBDA)) {
            return false;
        }
        Notation plain = notation.cost(notation.cost().map(f -> f.is(Quantity.LAMBDA) ? Formula.number(0) : f));
        List<List<Formula>> all = search.in(notation).sides;
        return isRight(i, plain)
                && all.stream()
                        .filter(sides -> Formula.any(sides, f -> f.is(Quantity.LAMBDA)))
                        .noneMatch(sides -> !sides.get(0).is(Quantity.COST) && isRight(sides, notation));
    }

    /** i ≠ j, if it is about ∂X_i/∂Y_j and right there. */
    private Optional<String> apart(List<Formula> sides) {
        Formula left = sides.get(0);
        boolean isOfEntries = sides.size() == 2
                && left.is(Kind.DERIVATIVE)
                && left.parts.stream()
                        .allMatch(part -> part.isSymbol(s ->
                                s.indices().size() == 1 && s.indices().get(0).isFree()));
        if (!isOfEntries) {
            return Optional.empty();
        }
        String i = left.part(0).symbol().indices().get(0).base();
        String j = left.part(1).symbol().indices().get(0).base();
        List<World> worlds = search.in(notation).worlds.of(sides, false);
        Claim claim = Claim.resolved(left, sides.get(1), worlds).claim();
        return claim != null && !i.equals(j) && claim.holdsBut(i, j, worlds)
                ? Optional.of("for " + i + " ≠ " + j)
                : Optional.empty();
    }

    /** Whether it is a chain through layers with numbers, in a text that may be of numbers alone. */
    private boolean isOfManyLayers(List<Formula> sides) {
        return Understood.layers(sides).size() > 2 && search.in(notation).isOfNumbers();
    }

    /** ŷ and the activation of a layer. */
    private static boolean isLastAndOther(Formula output, Formula a) {
        return output.isSymbol(s -> s.what() == Quantity.A && Place.LAST.equals(s.layer()))
                && a.isSymbol(s -> s.what() == Quantity.A && s.isWhole() && s.layer() != null)
                && a.layer().isFree();
    }

    private Optional<String> underAnother(Group group, int i, List<Formula> sides) {
        boolean isOfOutput = group == Group.OUTPUT;
        for (Convention c : others(group)) {
            boolean isOpen = isOfOutput
                    ? !Formula.any(sides, f -> f.is(Quantity.UNKNOWN) || f.is(Kind.CALL)) && !isActivated()
                    : !isSettled(group, i) || group == Group.COST && isDefinedBeside(c);
            if (isOpen && isRight(i, notation.with(c))) {
                return Optional.of("for " + c);
            }
            Notation beforeOutput = notation.with(c).with(Convention.SIGMOID_OUTPUT);
            if (group == Group.ACTIVATION && isRight(i, beforeOutput)) {
                return Optional.of("if " + c + ", before " + Convention.SIGMOID_OUTPUT);
            }
        }
        return Optional.empty();
    }
}
