package backprop.formula;

import backprop.formula.Claim.Finding;
import backprop.formula.Claim.Outcome;
import backprop.formula.Convention.Group;
import backprop.formula.Formula.Kind;
import backprop.formula.Paper.Row;
import backprop.formula.Paper.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges every statement of a text under the notation that was found for it, and under what may be meant beside it. */
final class Judgement {
    /** What is left open by a statement alone, so that either is right. */
    private static final Set<Group> OPEN =
            EnumSet.of(Group.COST, Group.EXAMPLES, Group.PENALTY, Group.ACTIVATION, Group.OUTPUT, Group.BIASES);

    /** How many statements back one may go on from. */
    private static final int FARTHEST = 8;

    private final Text text;
    private final Findings findings = new Findings();
    private final NotationSearch search;
    private final Notation notation;
    private final InNotation here;

    private Judgement(Text text, Set<Convention> stated) {
        this.text = text;
        search = new NotationSearch(text.statements(), stated, findings);
        notation = search.best();
        here = search.in(notation);
    }

    static Paper of(Text text, Set<Convention> stated) {
        return new Judgement(text, stated).paper();
    }

    private Paper paper() {
        List<Row> rows = new ArrayList<>();
        boolean forwardFails = false;
        for (int i = 0; i < text.statements().size(); i++) {
            Optional<Row> row = row(i);
            row.ifPresent(rows::add);
            List<Formula> sides = here.sides(i);
            forwardFails |= row.isPresent()
                    && row.get().verdict() == Verdict.WRONG
                    && Understood.isDefinition(sides.get(0), sides.get(1));
        }
        text.unreadable().forEach(e -> rows.add(unreadable(e)));
        rows.sort(Comparator.comparing(Row::line).thenComparing(Row::column));
        boolean isPartial = count(rows, Verdict.UNREADABLE) + count(rows, Verdict.UNJUDGED) > 0;
        boolean isLost = forwardFails && count(rows, Verdict.WRONG) > count(rows, Verdict.RIGHT);
        boolean isDoubtful = forwardFails;
        rows.replaceAll(row -> doubted(row, isLost, isDoubtful, isPartial));
        return new Paper(notation, rows);
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** Where a part of the text was not understood, what no small slip explains may be right as it was meant. */
    private static Row doubted(Row row, boolean isLost, boolean isDoubtful, boolean isPartial) {
        boolean isMended = !row.repairs().isEmpty();
        boolean isSmallSlip = isMended && !row.repairs().get(0).words().contains(Repair.AND);
        boolean isTrusted = isSmallSlip || !isDoubtful && (!isPartial || isMended);
        if (row.verdict() != Verdict.WRONG || !isLost && isTrusted) {
            return row;
        }
        return row.said(
                Verdict.UNJUDGED,
                isLost
                        ? "the text's own forward pass does not hold as it was read, so this may not be what is meant"
                        : "it does not hold as it was read: " + row.why() + "; but not all of the text was understood");
    }

    private static Row unreadable(Unreadable e) {
        return new Row(e.line(), e.column(), Verdict.UNREADABLE, "", "", List.of(), e.getMessage(), List.of());
    }

    private Optional<Row> row(int i) {
        Statement s = text.statements().get(i);
        List<Formula> sides = here.sides(i);
        if (!s.isClaim() && !s.isDisplayed()) {
            return Optional.empty();
        }
        if (here.error(i) != null) {
            return Optional.of(unreadable(here.error(i)));
        }
        Row row = new Row(
                s.place().line(),
                s.place().column(),
                Verdict.NO_CLAIM,
                Print.joined(sides, s.relations(), Print.Style.UNICODE),
                Print.joined(sides, s.relations(), Print.Style.LATEX),
                sides,
                "",
                List.of());
        return Optional.of(
                !s.isClaim()
                        ? row.said(Verdict.NO_CLAIM, "an expression")
                        : Update.isOne(s, sides) ? update(row, sides) : claim(row, i, sides));
    }

    private Row update(Row row, List<Formula> sides) {
        boolean isDecayed = sides.get(1).has(Quantity.LAMBDA);
        Update update = isDecayed ? null : Update.of(sides);
        if (update == null) {
            return row.said(Verdict.NO_CLAIM, "an assignment");
        }
        return switch (update.direction(here.worlds())) {
            case DOWN -> row.said(Verdict.RIGHT, "a step down the gradient");
            case UP -> row.said(Verdict.WRONG, "this step climbs: the gradient is added, not subtracted");
            case OTHER -> row.said(Verdict.WRONG, "the step is not along the gradient");
            case UNKNOWN -> row.said(Verdict.NO_CLAIM, "an update");
        };
    }

    private Row claim(Row row, int i, List<Formula> sides) {
        Finding finding = findings.worst(sides, here.worlds());
        if (finding.isRight()) {
            return open(i).map(c -> row.said(Verdict.RIGHT_IF, "for " + c)).orElse(row.said(Verdict.RIGHT, ""));
        }
        Optional<Integer> before = goesOnFrom(i, sides, finding);
        if (before.isPresent()) {
            return row.said(Verdict.RIGHT, "goes on from line " + before.get());
        }
        if (finding.outcome() == Outcome.EMPTY) {
            List<Formula> any = sides.stream().map(Understood::ofAnyLayer).toList();
            if (!any.equals(sides)) {
                Row ofAny = claim(row, i, any);
                return ofAny.verdict() == Verdict.RIGHT ? row.said(Verdict.RIGHT_IF, "if L is any layer") : ofAny;
            }
        }
        Optional<String> condition = condition(i, sides, finding);
        if (condition.isPresent()) {
            return row.said(Verdict.RIGHT_IF, condition.get());
        }
        Optional<String> definition = definition(i, sides, finding);
        if (definition.isPresent()) {
            return row.said(Verdict.NO_CLAIM, definition.get());
        }
        boolean isOpen = finding.outcome() == Outcome.MISFIT && Understood.isWithoutLayers(sides);
        if (isOpen) {
            return row.said(Verdict.UNJUDGED, "no layers are written, and within one layer " + finding.why());
        }
        return switch (finding.outcome()) {
            case WRONG, MISFIT -> wrong(row, sides, finding);
            default -> row.said(Verdict.UNJUDGED, finding.why());
        };
    }

    /** The line of a statement whose left side is meant. */
    private Optional<Integer> goesOnFrom(int i, List<Formula> sides, Finding finding) {
        if (text.statements().get(i).goesOn() && finding.outcome() != Outcome.WRONG) {
            for (int before = i - 1; before >= Math.max(0, i - FARTHEST); before--) {
                List<Formula> others = here.sides(before);
                if (!others.isEmpty() && findings.areEqual(List.of(others.get(0), sides.get(1)), here.worlds())) {
                    return Optional.of(text.statements().get(before).place().line());
                }
            }
        }
        return Optional.empty();
    }

    /** What it defines, if it claims nothing. */
    private Optional<String> definition(int i, List<Formula> sides, Finding finding) {
        Formula left = sides.get(0);
        if (left.is(Quantity.COST)
                && (sides.size() == 2 || findings.areEqual(sides.subList(1, sides.size()), here.worlds()))) {
            return Optional.of("it defines the cost");
        }
        if (left.has(Quantity.UPDATE) && sides.get(1).has(Quantity.UPDATE)) {
            return Optional.of("an update with momentum");
        }
        boolean isLetter = left.is(Quantity.UNKNOWN) && finding.outcome() == Outcome.UNKNOWN;
        boolean isFunction = left.is(Kind.CALL)
                && left.part(0).is(Quantity.VARIABLE)
                && (left.function().primes() == 0
                        || text.statements().get(i).relations().get(0).equals("≔"));
        boolean isKnown = isFunction
                && (left.function().name().length() > 1
                        || left.function().name().equals("σ"));
        boolean isSlip = isKnown && !repairs(sides, finding).isEmpty();
        return isLetter || isFunction && !isSlip ? Optional.of("it defines " + left) : Optional.empty();
    }

    private Row wrong(Row row, List<Formula> sides, Finding finding) {
        String unless = Arrays.stream(Convention.values())
                .filter(c -> NotationSearch.GUESSED.contains(c.group()) && !notation.has(c))
                .filter(c -> c.group() != Group.OUTPUT && c.group() != Group.NEURONS)
                .filter(c -> isRight(sides, notation.with(c)))
                .findFirst()
                .map(c -> "; right if " + c)
                .orElse("");
        return row.said(Verdict.WRONG, finding.why() + unless, repairs(sides, finding));
    }

    /** Of the first pair of sides that are not equal. */
    private List<Repair> repairs(List<Formula> sides, Finding finding) {
        int k = 1;
        while (k < sides.size() - 1 && findings.areEqual(sides.subList(k - 1, k + 1), here.worlds())) {
            k++;
        }
        List<Repair> repairs = Repair.of(sides.get(k - 1), sides.get(k), here.worlds());
        boolean isOfNumbers = finding.outcome() == Outcome.MISFIT && Understood.isLeibniz(sides);
        return repairs.isEmpty() && isOfNumbers ? Repair.of(sides.get(k - 1), sides.get(k), here.narrow()) : repairs;
    }

    private boolean isRight(List<Formula> sides, Notation other) {
        return findings.areEqual(sides, search.in(other).worlds());
    }

    /** Whether a statement claims something that is right in another notation. */
    private boolean isRight(int i, Notation other) {
        List<Formula> sides = search.in(other).sides(i);
        return sides.size() > 1 && !Update.isOne(text.statements().get(i), sides) && isRight(sides, other);
    }

    /** A choice that the statement depends on, and nothing else in the text. */
    private Optional<Convention> open(int i) {
        for (Group group : List.of(Group.COST, Group.ACTIVATION)) {
            Convention chosen = notation.agreed().get(group);
            boolean depends = chosen != Convention.OWN_COST
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
    private boolean isSettled(Group group, int but) {
        for (int i = 0; i < text.statements().size(); i++) {
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

    private List<Convention> others(Group group) {
        return group.choices().stream()
                .filter(c -> c != Convention.OWN_COST && !notation.has(c))
                .toList();
    }

    /** What else may be meant, if the statement is right then. */
    private Optional<String> condition(int i, List<Formula> sides, Finding finding) {
        if (Understood.hasJacobian(sides)) {
            for (Convention c : others(Group.GRADIENT)) {
                if (isRight(i, notation.with(c))) {
                    return Optional.of("with " + c);
                }
            }
        }
        boolean isShapeless = finding.outcome() == Outcome.MISFIT
                && (Understood.isLeibniz(sides) || sides.get(0).is(Quantity.COST));
        if (isShapeless && findings.areEqual(sides, here.narrow())) {
            return Optional.of("with one neuron per layer");
        }
        List<Formula> neighbours = Understood.ofNeighbours(sides);
        if (!neighbours.equals(sides)
                && Group.WEIGHTS.choices().stream().anyMatch(c -> isRight(neighbours, notation.with(c)))) {
            return Optional.of("if a is of the layer before");
        }
        List<Formula> entries = Understood.entryByEntry(sides);
        if (!entries.equals(sides) && isRight(entries, notation)) {
            return Optional.of("entry by entry: " + entries.get(1));
        }
        return OPEN.stream()
                .flatMap(group -> underAnother(group, i, sides).stream())
                .findFirst();
    }

    private Optional<String> underAnother(Group group, int i, List<Formula> sides) {
        boolean isOfOutput = group == Group.OUTPUT;
        for (Convention c : others(group)) {
            boolean isOpen = isOfOutput
                    ? !Formula.any(sides, f -> f.is(Quantity.UNKNOWN) || f.is(Kind.CALL))
                    : !isSettled(group, i);
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
