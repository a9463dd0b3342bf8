package backprop.formula;

import backprop.formula.Claim.Finding;
import backprop.formula.Claim.Outcome;
import backprop.formula.Convention.Group;
import backprop.formula.Paper.Row;
import backprop.formula.Paper.Verdict;
import backprop.internal.LongRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges every statement of a text under the notation that was found for it, and under what may be meant beside it. */
final class Judgement {
    /** How many statements back one may go on from. */
    private static final int FARTHEST = 8;

    private final Text text;
    private final Findings findings = new Findings();
    private final Notation notation;
    private final InNotation here;
    private final Conditions conditions;
    private final ByHand byHand;
    private final Set<String> open = new HashSet<>(); // reasons that a layout undoes of which no line speaks

    private Judgement(Text text, Set<Convention> stated) {
        this.text = text;
        NotationSearch search = new NotationSearch(text.statements(), stated, findings);
        notation = search.best();
        here = search.in(notation);
        byHand = new ByHand(notation, here.written);
        conditions = new Conditions(text.statements(), search, findings, notation);
    }

    static Paper of(Text text, Set<Convention> stated) {
        try (LongRun run = LongRun.of("statements", text.statements().size())) {
            return new Judgement(text, stated).paper(run);
        }
    }

    private Paper paper(LongRun run) {
        List<Row> rows = new ArrayList<>();
        Row failing = null; // the first of the forward pass
        for (int i = 0; i < text.statements().size(); i++) {
            run.at(i);
            Optional<Row> row = row(i);
            row.ifPresent(rows::add);
            List<Formula> sides = here.sides.get(i);
            boolean fails = row.isPresent()
                    && row.get().verdict() == Verdict.WRONG
                    && Understood.isDefinition(sides.get(0), sides.get(1))
                    && row.get().repairs().isEmpty() // a slip that is explained is understood
                    && row.get().sides().size() == sides.size(); // numbers may be wrong
            failing = failing == null && fails ? row.get() : failing;
        }
        text.unreadable().forEach(e -> rows.add(unreadable(e)));
        rows.sort(Comparator.comparing(Row::line).thenComparing(Row::column));
        boolean isPartial = count(rows, Verdict.UNREADABLE) + count(rows, Verdict.UNJUDGED) > 0;
        boolean isLost = failing != null && count(rows, Verdict.WRONG) > count(rows, Verdict.RIGHT);
        Row doubtful = failing;
        boolean isDeltaOpen = isOfDelta(rows, Verdict.UNJUDGED)
                && !isOfDelta(rows, Verdict.RIGHT)
                && !isOfDelta(rows, Verdict.RIGHT_IF);
        rows.replaceAll(row -> doubted(row, doubtful, isLost, isPartial, isDeltaOpen));
        return new Paper(notation, rows);
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** Whether what is said of a statement that begins with δ is this. */
    private static boolean isOfDelta(List<Row> rows, Verdict verdict) {
        return rows.stream()
                .filter(row -> row.verdict() == verdict && !row.sides().isEmpty())
                .anyMatch(row -> row.sides().get(0).is(Quantity.DELTA));
    }

    /** Where a part of the text was not understood, what no small slip explains may be right as it was meant. */
    private Row doubted(Row row, Row failing, boolean isLost, boolean isPartial, boolean isDeltaOpen) {
        boolean isMended = !row.repairs().isEmpty();
        boolean isSmallSlip = isMended && !row.repairs().get(0).words().contains(Repair.AND);
        boolean isOpen = isPartial && open.contains(row.why())
                || isDeltaOpen && Formula.any(row.sides(), f -> f.is(Quantity.DELTA));
        boolean isTrusted = !isOpen && (isSmallSlip || failing == null && (!isPartial || isMended));
        if (row.verdict() != Verdict.WRONG || !isLost && isTrusted) {
            return row;
        }
        String doubt = failing == null
                ? "; but not all of the text was understood"
                : row == failing
                        ? "; what builds on it is not judged"
                        : "; but neither does " + failing.understood() + ", from which it may follow";
        return row.said(Verdict.UNJUDGED, "it does not hold as it was read: " + row.why() + doubt);
    }

    private static Row unreadable(Unreadable e) {
        return new Row(e.line, e.column, Verdict.UNREADABLE, "", "", List.of(), e.getMessage(), List.of());
    }

    private Optional<Row> row(int i) {
        Statement s = text.statements().get(i);
        List<Formula> sides = here.sides.get(i);
        if (!s.isClaim() && !s.isDisplayed()) {
            return Optional.empty();
        }
        if (here.errors.get(i) != null) {
            return Optional.of(unreadable(here.errors.get(i)));
        }
        List<Formula> written = sides.size() < here.written.get(i).size() ? here.written.get(i) : sides;
        Row row = new Row(
                s.place().line(),
                s.place().column(),
                Verdict.NO_CLAIM,
                Print.joined(written, s.relations(), Print.Style.UNICODE),
                Print.joined(written, s.relations(), Print.Style.LATEX),
                written,
                "",
                List.of());
        return Optional.of(byHand.row(row, written).orElseGet(() -> ofLetters(row, i, sides)));
    }

    private Row ofLetters(Row row, int i, List<Formula> sides) {
        Statement s = text.statements().get(i);
        if (!s.isClaim()) {
            return row.said(Verdict.NO_CLAIM, "an expression");
        }
        if (Update.isOne(s, sides)) {
            return update(row, s, sides);
        }
        Row claim = claim(row, i, sides);
        boolean isRight = claim.verdict() == Verdict.RIGHT || claim.verdict() == Verdict.RIGHT_IF;
        return isRight && row.sides().size() > sides.size() ? byHand.ofNetwork(claim, row.sides()) : claim;
    }

    private Row update(Row row, Statement s, List<Formula> sides) {
        boolean isDecayed = sides.get(1).has(Quantity.LAMBDA);
        Update update = isDecayed ? null : Update.of(sides);
        if (update == null) {
            return row.said(Verdict.NO_CLAIM, "an assignment");
        }
        boolean isUphill = isLikelihood();
        return switch (update.direction(here.worlds)) {
            case DOWN ->
                isUphill
                        ? row.said(Verdict.UNJUDGED, "what goes down here is never positive: must it not go up?")
                        : row.said(Verdict.RIGHT, "a step down the gradient");
            case UP ->
                isUphill
                        ? row.said(Verdict.RIGHT, "a step up the likelihood")
                        : isCostOpen()
                                ? row.said(Verdict.UNJUDGED, "this step climbs, and what climbs was not understood")
                                : row.said(
                                        Verdict.WRONG,
                                        "this step climbs: the gradient is added, not subtracted",
                                        downward(s, sides));
            case OTHER -> row.said(Verdict.WRONG, "the step is not along the gradient");
            case UNKNOWN -> row.said(Verdict.NO_CLAIM, "an update");
        };
    }

    /** Whether what the text differentiates is never positive, as a sum of logarithms: then it must be large. */
    private boolean isLikelihood() {
        if (!notation.has(Convention.OWN_COST)) {
            return false;
        }
        try {
            World world = here.worlds.first(List.of(notation.cost())).get(0);
            return world.cost(world.env()).v()[0] < 0;
        } catch (Misfit | Unknown | Nowhere e) {
            return false;
        }
    }

    /** Whether a line that says what the cost is was not understood. */
    private boolean isCostOpen() {
        boolean isOpen = false;
        for (int i = 0; i < text.statements().size(); i++) {
            List<Token> left = text.statements().get(i).sides().get(0);
            if (text.statements().get(i).isClaim()
                    && notation.of(Use.token(left, 0).text()) == Quantity.COST) {
                if (here.errors.get(i) == null && findings.areEqual(here.sides.get(i), here.worlds)) {
                    return false;
                }
                isOpen |= here.errors.get(i) != null || Formula.any(here.sides.get(i), f -> f.isCallOf("ln"));
            }
        }
        return isOpen;
    }

    /** Where the gradient is written out, no sign of δ is in doubt. */
    private static List<Repair> downward(Statement s, List<Formula> sides) {
        List<Formula> terms = sides.get(1).parts;
        if (terms.size() != 2
                || !terms.get(1)
                        .contains(f -> f.is(Kind.DERIVATIVE) && f.part(0).is(Quantity.COST))) {
            return List.of();
        }
        Formula down = Formula.sum(List.of(terms.get(0), Formula.negative(terms.get(1))));
        List<Formula> mended = List.of(sides.get(0), down);
        return List.of(new Repair(
                "turn the sign of the step",
                Print.joined(mended, s.relations(), Print.Style.UNICODE),
                Print.joined(mended, s.relations(), Print.Style.LATEX)));
    }

    private Row claim(Row row, int i, List<Formula> sides) {
        Finding finding = findings.worst(sides, here.worlds);
        if (finding.isRight()) {
            return conditions
                    .open(i)
                    .map(c -> row.said(Verdict.RIGHT_IF, "for " + c))
                    .orElse(row.said(Verdict.RIGHT, ""));
        }
        List<Formula> expanded = expanded(i, sides);
        if (!expanded.equals(sides)) {
            boolean isRight = findings.areEqual(expanded, here.worlds);
            return isRight ? row.said(Verdict.RIGHT, "") : claim(row, i, expanded);
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
        Optional<String> condition = conditions.condition(i, sides, finding);
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
            case WRONG, MISFIT -> wrong(row, i, sides, finding);
            default -> row.said(Verdict.UNJUDGED, finding.why());
        };
    }

    /** With what functions are that the text defines before, unless they are the activation. */
    private List<Formula> expanded(int i, List<Formula> sides) {
        List<Formula> expanded = sides;
        for (List<Formula> before : here.sides.subList(0, i)) {
            if (Understood.definesFunction(before)
                    && here.sides.stream()
                            .filter(other -> !other.isEmpty() && other.get(0).equals(before.get(0)))
                            .noneMatch(other -> findings.areEqual(other, here.worlds))) {
                expanded = expanded.stream()
                        .map(side -> Understood.applied(side, before.get(0), before.get(1)))
                        .toList();
            }
        }
        return expanded;
    }

    /** The line of a statement whose left side is meant. */
    private Optional<Integer> goesOnFrom(int i, List<Formula> sides, Finding finding) {
        if (text.statements().get(i).goesOn() && finding.outcome() != Outcome.WRONG) {
            for (int before = i - 1; before >= Math.max(0, i - FARTHEST); before--) {
                List<Formula> others = here.sides.get(before);
                if (!others.isEmpty() && findings.areEqual(List.of(others.get(0), sides.get(1)), here.worlds)) {
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
                && (sides.size() == 2 || findings.areEqual(sides.subList(1, sides.size()), here.worlds))) {
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

    private Row wrong(Row row, int i, List<Formula> sides, Finding finding) {
        Optional<Convention> other = Arrays.stream(Convention.values())
                .filter(c -> NotationSearch.GUESSED.contains(c.group()) && !notation.has(c))
                .filter(c -> c.group() != Group.OUTPUT && c.group() != Group.NEURONS)
                .filter(c -> conditions.isRight(sides, notation.with(c)))
                .findFirst();
        String why = finding.why() + other.map(c -> "; right if " + c).orElse("");
        if (other.isPresent() && !conditions.isSettled(other.get().group(), i)) {
            open.add(why);
        }
        return row.said(Verdict.WRONG, why, repairs(sides, finding));
    }

    /** Of the first pair of sides that are not equal. */
    private List<Repair> repairs(List<Formula> sides, Finding finding) {
        int k = 1;
        while (k < sides.size() - 1 && findings.areEqual(sides.subList(k - 1, k + 1), here.worlds)) {
            k++;
        }
        List<Repair> repairs = Repair.of(sides.get(k - 1), sides.get(k), here.worlds);
        boolean isOfNumbers = finding.outcome() == Outcome.MISFIT && Understood.isLeibniz(sides);
        return repairs.isEmpty() && isOfNumbers ? Repair.of(sides.get(k - 1), sides.get(k), here.narrow) : repairs;
    }
}
