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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a text: finds the notation under which most of it is right, then every statement under that one, and under what may
 * be meant beside it.
 */
final class Judgement {
    /** What is left open by a statement alone, so that either is right. */
    private static final Set<Group> OPEN =
            EnumSet.of(Group.COST, Group.EXAMPLES, Group.PENALTY, Group.ACTIVATION, Group.OUTPUT, Group.BIASES);

    private static final int MOST_STARTS = 4;
    private static final int FARTHEST = 8;

    /** Conventions that go together: from one of them alone no way leads to the other. */
    private static final List<List<Convention>> STRUCTURES = List.of(
            List.of(Convention.ROWS, Convention.FROM_TO),
            List.of(Convention.ROWS),
            List.of(Convention.OUT_OF_LAYER, Convention.INPUT_IS_1),
            List.of(Convention.OUT_OF_LAYER, Convention.INPUT_IS_1, Convention.NO_BIASES),
            List.of(Convention.OUT_OF_LAYER, Convention.INPUT_IS_1, Convention.ROWS),
            List.of(Convention.OUT_OF_LAYER, Convention.INPUT_IS_1, Convention.ROWS, Convention.NO_BIASES),
            List.of(Convention.OUT_OF_LAYER, Convention.INPUT_IS_1, Convention.ROWS, Convention.FROM_TO));

    private static final int HOLDS = 40;

    /** One statement alone does not speak for an unusual choice of these: it may as well be wrong. */
    private static final Set<Group> GUESSED = EnumSet.of(
            Group.WEIGHTS,
            Group.LAYER,
            Group.VECTORS,
            Group.GRADIENT,
            Group.DELTA,
            Group.OUTPUT,
            Group.NEURONS,
            Group.BIASES);

    private final Text text;
    private final Map<Notation, Parsed> parsed = new HashMap<>();
    private final Map<Key, Boolean> first = new HashMap<>();
    private final Map<Key, Finding> whole = new HashMap<>();

    /** All that decides whether two sides are equal. */
    private record Key(Formula left, Formula right, Map<Group, Convention> agreed, boolean isNarrow, Formula cost) {
        static Key of(Formula left, Formula right, Notation n, boolean isNarrow) {
            Set<Group> groups = EnumSet.of(Group.ACTIVATION, Group.OUTPUT, Group.NEURONS);
            for (Formula side : List.of(left, right)) {
                side.visit(f -> add(f, groups));
            }
            Map<Group, Convention> agreed = new EnumMap<>(n.agreed());
            agreed.keySet().retainAll(groups);
            return new Key(left, right, agreed, isNarrow, groups.contains(Group.COST) ? n.cost() : null);
        }

        private static void add(Formula f, Set<Group> groups) {
            if (f.is(Kind.DERIVATIVE)) {
                groups.add(Group.GRADIENT);
            }
            if (f.is(Kind.SERIES)) {
                groups.add(Group.INPUT);
            }
            if (!f.is(Kind.SYMBOL)) {
                return;
            }
            Symbol s = f.symbol();
            switch (s.what()) {
                case COST, DELTA ->
                    groups.addAll(EnumSet.of(Group.COST, Group.EXAMPLES, Group.PENALTY, Group.DELTA, Group.GRADIENT));
                case UPDATE ->
                    groups.addAll(EnumSet.of(Group.COST, Group.EXAMPLES, Group.PENALTY, Group.WEIGHTS, Group.LAYER));
                case W, B -> groups.addAll(EnumSet.of(Group.WEIGHTS, Group.LAYER));
                case Z -> groups.add(Group.BIASES);
                case UNKNOWN -> groups.addAll(EnumSet.allOf(Group.class));
                default -> {}
            }
            if (s.layer() != null) {
                groups.addAll(EnumSet.of(Group.INPUT, Group.BIASES));
            }
            if (s.what().isVector() || s.what() == Quantity.DELTA) {
                groups.add(Group.VECTORS);
            }
        }
    }

    /** The groups of which the user states a convention. */
    private final Set<Group> settled = EnumSet.noneOf(Group.class);

    Judgement(Text text) {
        this.text = text;
    }

    /** The statements as one notation understands them; null where it cannot read one. */
    private final class Parsed {
        private final Notation notation;
        private final List<List<Formula>> sides = new ArrayList<>();
        private final List<Unreadable> errors = new ArrayList<>();
        private final Worlds worlds;
        private final Worlds narrow;

        Parsed(Notation notation) {
            this.notation = notation;
            List<List<Formula>> raw = new ArrayList<>();
            for (Statement s : text.statements()) {
                try {
                    List<Formula> formulas = new ArrayList<>();
                    for (List<Token> side : s.sides()) {
                        formulas.add(Parser.formula(notation, side, s.end()));
                    }
                    refuseSquareOrLayer(formulas, s);
                    raw.add(formulas);
                    errors.add(null);
                } catch (Unreadable e) {
                    raw.add(List.of());
                    errors.add(e);
                }
            }
            IndexLayers indices = new IndexLayers(notation, raw);

            Map<String, Notation.Definition> defined = new HashMap<>();
            notation.defined()
                    .forEach((letter, d) -> defined.put(
                            letter,
                            new Notation.Definition(
                                    d.symbol(),
                                    indices.layered(List.of(Formula.symbol(d.symbol()), d.formula()))
                                            .get(1))));
            Notation layered = notation.defining(defined);
            int[] deepest = {0};
            for (List<Formula> formulas : raw) {
                sides.add(Understood.of(indices.layered(formulas)));
                formulas.forEach(side -> side.visit(f -> {
                    Place layer = f.is(Kind.SYMBOL) ? f.symbol().layer() : null;
                    deepest[0] = layer != null && layer.isNumber() ? Math.max(deepest[0], layer.offset()) : deepest[0];
                }));
            }
            worlds = new Worlds(layered, notation.has(Convention.ONE_NEURON), deepest[0]);
            narrow = new Worlds(layered, true, deepest[0]);
        }

        /** a² beside a without a layer may be its square. */
        private void refuseSquareOrLayer(List<Formula> formulas, Statement s) {
            List<Symbol> symbols = new ArrayList<>();
            formulas.forEach(side -> side.visit(f -> {
                if (f.is(Kind.SYMBOL) && f.symbol().what() == Quantity.A) {
                    symbols.add(f.symbol());
                }
            }));
            boolean isBoth = symbols.stream()
                            .anyMatch(a -> a.layer() != null && a.layer().equals(Place.of(2)))
                    && symbols.stream().anyMatch(a -> a.layer() == null);
            if (isBoth && notation.plainNumbers()) {
                throw new Unreadable(s.place(), "a^2 may be layer 2 or a square: write a^{(2)} or (a)^2");
            }
        }

        boolean isRead(int i) {
            return errors.get(i) == null;
        }
    }

    private Parsed parsed(Notation notation) {
        return parsed.computeIfAbsent(notation, Parsed::new);
    }

    // Which notation

    Paper paper(Set<Convention> stated) {
        stated.forEach(convention -> settled.add(convention.group()));
        Notation best = null;
        int most = Integer.MIN_VALUE;
        List<Notation> starts = new ArrayList<>();
        for (Notation start : new Author(text.statements()).notations()) {
            Notation given = start;
            for (Convention convention : stated) {
                given = given.with(convention);
            }
            starts.add(Names.in(given, text.statements()));
        }
        starts.sort(Comparator.comparing(this::score).reversed());
        List<Notation> likely = List.copyOf(starts.subList(0, Math.min(MOST_STARTS, starts.size())));
        starts.clear();
        for (Notation start : likely) {
            starts.add(start);
            for (List<Convention> structure : stated.isEmpty() ? STRUCTURES : List.<List<Convention>>of()) {
                Notation other = start;
                for (Convention c : structure) {
                    other = other.with(c);
                }
                starts.add(other);
            }
        }
        starts.sort(Comparator.comparing(this::score).reversed());
        for (Notation start : starts.subList(0, Math.min(MOST_STARTS, starts.size()))) {
            Notation found = ascended(start, stated);
            int score = score(found);
            if (score > most) {
                most = score;
                best = found;
            }
        }
        return judged(best);
    }

    /** From a notation to the best that changes of one convention lead to. */
    private Notation ascended(Notation start, Set<Convention> stated) {
        Notation best = start;
        int most = score(best);
        while (true) {
            Notation next = null;
            for (Notation neighbour : neighbours(best, stated)) {
                int score = score(neighbour);
                if (score > most) {
                    most = score;
                    next = neighbour;
                }
            }
            if (next == null) {
                return best;
            }
            best = next;
        }
    }

    private List<Notation> neighbours(Notation n, Set<Convention> stated) {
        List<Notation> all = new ArrayList<>();
        for (Convention c : Convention.values()) {
            boolean isOpen = stated.stream().noneMatch(s -> s.group() == c.group())
                    && (c != Convention.ONE_NEURON || isOfNumbers(parsed(n)));
            if (c != Convention.OWN_COST && !n.has(c) && isOpen) {
                all.add(n.with(c));
            }
        }
        if (stated.isEmpty()) {
            all.add(n.with(Convention.ROWS).with(Convention.FROM_TO));
            all.add(n.with(Convention.OUT_OF_LAYER).with(Convention.INPUT_IS_1));
            all.add(n.with(Convention.CROSS_ENTROPY).with(Convention.SIGMOID_OUTPUT));
            all.add(n.with(Convention.TANH).with(Convention.SIGMOID_OUTPUT));
            all.add(n.with(Convention.TANH).with(Convention.LINEAR_OUTPUT));
            Parsed here = parsed(n);
            for (int i = 0; i < here.sides.size(); i++) {
                List<Formula> sides = here.sides.get(i);
                if (sides.size() > 1
                        && isCost(sides.get(0))
                        && !sides.get(1).has(Quantity.COST)
                        && sides.get(1).has(Quantity.A)) {
                    all.add(n.cost(sides.get(1)));
                }
            }
        }
        return all;
    }

    /** Whether nothing in the text tells a vector from a number. */
    private static boolean isOfNumbers(Parsed p) {
        return p.sides.stream()
                .flatMap(List::stream)
                .noneMatch(side -> side.contains(f -> f.is(Kind.TRANSPOSE)
                        || f.is(Kind.GRID)
                        || f.is(Kind.SYMBOL) && !f.symbol().indices().isEmpty()
                        || f.is(Kind.CALL) && f.function().name().equals("diag")
                        || f.is(Kind.CHAIN) && f.leaf.toString().matches(".*[⊙∘•].*")));
    }

    private static boolean isCost(Formula f) {
        return f.is(Kind.SYMBOL) && f.symbol().what() == Quantity.COST;
    }

    private int score(Notation n) {
        Parsed p = parsed(n);
        int score = 0;
        for (int i = 0; i < p.sides.size(); i++) {
            List<Formula> sides = p.sides.get(i);
            score += p.isRead(i) ? 10 : 0;
            if (Update.isOne(text.statements().get(i), sides)) {
                continue;
            }
            for (int k = 1; k < sides.size(); k++) {
                Formula left = sides.get(k - 1);
                Formula right = sides.get(k);
                Key key = Key.of(left, right, n, false);
                boolean holds = first.computeIfAbsent(key, same -> holdsAtFirst(left, right, p.worlds));
                score += !holds ? 0 : isForward(left) || isError(left, right) || isCost(left) ? 2 * HOLDS : HOLDS;
            }
        }
        return score
                - n.unusual().stream()
                        .mapToInt(c -> GUESSED.contains(c.group()) ? HOLDS + 1 : 1)
                        .sum();
    }

    private static boolean holdsAtFirst(Formula left, Formula right, Worlds worlds) {
        List<World> all = worlds.of(List.of(left, right), false);
        List<World> one = all.subList(all.size() > 2 ? 1 : 0, all.size() > 2 ? 2 : 1);
        return Claim.resolved(left, right, one) instanceof Claim c && c.isBorneOut(one);
    }

    // What is said of each

    private Paper judged(Notation n) {
        Parsed p = parsed(n);
        List<Row> rows = new ArrayList<>();
        boolean forwardFails = false;
        for (int i = 0; i < p.sides.size(); i++) {
            Optional<Row> row = row(i, n);
            row.ifPresent(rows::add);
            List<Formula> sides = p.sides.get(i);
            boolean isDefinition = sides.size() > 1 && (isForward(sides.get(0)) || isError(sides.get(0), sides.get(1)));
            forwardFails |= isDefinition
                    && row.filter(r -> r.verdict() == Verdict.WRONG).isPresent();
        }
        for (Unreadable e : text.unreadable()) {
            rows.add(unreadable(e));
        }
        rows.sort(Comparator.comparing(Row::line).thenComparing(Row::column));
        boolean isDoubtful = forwardFails;
        boolean isPartial =
                rows.stream().anyMatch(r -> r.verdict() == Verdict.UNREADABLE || r.verdict() == Verdict.UNJUDGED);
        long right = rows.stream().filter(r -> r.verdict() == Verdict.RIGHT).count();
        long wrong = rows.stream().filter(r -> r.verdict() == Verdict.WRONG).count();
        boolean isLost = forwardFails && wrong > right;
        return new Paper(
                n,
                rows.stream()
                        .map(row -> doubted(row, isLost, isDoubtful, isPartial))
                        .toList());
    }

    /** Where a part of the text was not understood, what no small slip explains may be right as it was meant. */
    private static Row doubted(Row row, boolean isLost, boolean isDoubtful, boolean isPartial) {
        boolean isExplained =
                !row.repairs().isEmpty() && !row.repairs().get(0).words().contains(", and ");
        boolean isTrusted =
                isExplained || !isDoubtful && (!isPartial || !row.repairs().isEmpty());
        return row.verdict() != Verdict.WRONG || !isLost && isTrusted
                ? row
                : row.said(
                        Verdict.UNJUDGED,
                        isLost
                                ? "the text's own forward pass does not hold as it was read, so this may not be what is meant"
                                : "it does not hold as it was read: " + row.why()
                                        + "; but not all of the text was understood");
    }

    private static boolean isForward(Formula left) {
        return left.is(Kind.SYMBOL)
                && (left.symbol().layer() != null || !left.symbol().indices().isEmpty())
                && (left.symbol().what() == Quantity.Z || left.symbol().what() == Quantity.A);
    }

    /** δ = ±∂C/∂z. */
    private static boolean isError(Formula left, Formula right) {
        Formula slope = right.is(Kind.NEGATIVE) ? right.part(0) : right;
        return left.is(Kind.SYMBOL)
                && left.symbol().what() == Quantity.DELTA
                && slope.is(Kind.DERIVATIVE)
                && isCost(slope.part(0));
    }

    private static Row unreadable(Unreadable e) {
        return new Row(e.line(), e.column(), Verdict.UNREADABLE, "", "", List.of(), e.getMessage(), List.of());
    }

    private Optional<Row> row(int i, Notation n) {
        Statement s = text.statements().get(i);
        Parsed p = parsed(n);
        if (!p.isRead(i)) {
            boolean isSaid = s.isClaim() || s.isDisplayed();
            return isSaid ? Optional.of(unreadable(p.errors.get(i))) : Optional.empty();
        }
        List<Formula> sides = p.sides.get(i);
        Row understood = new Row(
                s.place().line(),
                s.place().column(),
                Verdict.NO_CLAIM,
                joined(sides, s, false),
                joined(sides, s, true),
                sides,
                "",
                List.of());
        if (!s.isClaim()) {
            return s.isDisplayed() ? Optional.of(understood.said(Verdict.NO_CLAIM, "an expression")) : Optional.empty();
        }
        return Optional.of(Update.isOne(s, sides) ? update(understood, s, sides, p) : claim(understood, i, sides, n));
    }

    private static String joined(List<Formula> sides, Statement s, boolean isLatex) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sides.size(); i++) {
            String relation = i == 0 ? "" : " " + s.relations().get(i - 1) + " ";
            String sign = isLatex
                    ? relation.replace("≔", ":=")
                            .replace("←", "\\leftarrow")
                            .replace("≡", "\\equiv")
                            .replace("→", "\\to")
                    : relation;
            text.append(sign)
                    .append(isLatex ? sides.get(i).latex() : sides.get(i).toString());
        }
        return text.toString();
    }

    private static Row update(Row row, Statement s, List<Formula> sides, Parsed p) {
        boolean isDecayed = sides.get(1).has(Quantity.LAMBDA);
        Update update = isDecayed ? null : Update.of(sides);
        if (update == null) {
            return row.said(Verdict.NO_CLAIM, "an assignment");
        }
        return switch (update.direction(p.worlds)) {
            case DOWN -> row.said(Verdict.RIGHT, "a step down the gradient");
            case UP -> row.said(Verdict.WRONG, "this step climbs: the gradient is added, not subtracted");
            case OTHER -> row.said(Verdict.WRONG, "the step is not along the gradient");
            case UNKNOWN -> row.said(Verdict.NO_CLAIM, "an update");
        };
    }

    private Row claim(Row row, int i, List<Formula> sides, Notation n) {
        Parsed p = parsed(n);
        Finding finding = worst(sides, p.worlds);
        if (finding.isRight()) {
            Optional<Convention> open = open(i, n);
            return open.isEmpty() ? row.said(Verdict.RIGHT, "") : row.said(Verdict.RIGHT_IF, "for " + open.get());
        }
        if (text.statements().get(i).goesOn() && finding.outcome() != Outcome.WRONG) {
            for (int before = i - 1; before >= Math.max(0, i - FARTHEST); before--) {
                List<Formula> others = p.sides.get(before);
                if (!others.isEmpty()
                        && worst(List.of(others.get(0), sides.get(1)), p.worlds).isRight()) {
                    int line = text.statements().get(before).place().line();
                    return row.said(Verdict.RIGHT, "goes on from line " + line);
                }
            }
        }
        if (finding.outcome() == Outcome.EMPTY) {
            List<Formula> any = sides.stream().map(Understood::ofAnyLayer).toList();
            if (!any.equals(sides)) {
                Row ofAny = claim(row, i, any, n);
                boolean isRight = ofAny.verdict() == Verdict.RIGHT;
                return isRight ? row.said(Verdict.RIGHT_IF, "if L is any layer") : ofAny;
            }
        }
        Optional<String> condition = condition(i, sides, n, finding);
        if (condition.isPresent()) {
            return row.said(Verdict.RIGHT_IF, condition.get());
        }
        if (isCost(sides.get(0))
                && (sides.size() == 2
                        || worst(sides.subList(1, sides.size()), p.worlds).isRight())) {
            return row.said(Verdict.NO_CLAIM, "it defines the cost");
        }
        boolean isMomentum = sides.get(0).has(Quantity.UPDATE) && sides.get(1).has(Quantity.UPDATE);
        if (isMomentum) {
            return row.said(Verdict.NO_CLAIM, "an update with momentum");
        }
        boolean isLetter = sides.get(0).is(Kind.SYMBOL) && sides.get(0).symbol().what() == Quantity.UNKNOWN;
        boolean isFunction = sides.get(0).is(Kind.CALL)
                && sides.get(0).part(0).is(Kind.SYMBOL)
                && sides.get(0).part(0).symbol().what() == Quantity.VARIABLE
                && (sides.get(0).function().primes() == 0
                        || text.statements().get(i).relations().get(0).equals("≔"));
        boolean isKnown = isFunction
                && (sides.get(0).function().name().length() > 1
                        || sides.get(0).function().name().equals("σ"));
        boolean isSlip = isKnown && !wrong(row, sides, n, finding).repairs().isEmpty();
        if (isLetter && finding.outcome() == Outcome.UNKNOWN || isFunction && !isSlip) {
            return row.said(Verdict.NO_CLAIM, "it defines " + sides.get(0));
        }
        return switch (finding.outcome()) {
            case WRONG -> wrong(row, sides, n, finding);
            case MISFIT ->
                isWithoutLayers(sides)
                        ? row.said(Verdict.UNJUDGED, "no layers are written, and within one layer " + finding.why())
                        : wrong(row, sides, n, finding);
            default -> row.said(Verdict.UNJUDGED, finding.why());
        };
    }

    private Row wrong(Row row, List<Formula> sides, Notation n, Finding finding) {
        Parsed p = parsed(n);
        int k = 1;
        while (k < sides.size() - 1
                && worst(List.of(sides.get(k - 1), sides.get(k)), p.worlds).isRight()) {
            k++;
        }
        List<Repair> repairs = Repair.of(sides.get(k - 1), sides.get(k), p.worlds);
        if (repairs.isEmpty() && finding.outcome() == Outcome.MISFIT && isLeibniz(sides)) {
            repairs = Repair.of(sides.get(k - 1), sides.get(k), p.narrow);
        }
        String unless = Arrays.stream(Convention.values())
                .filter(c -> GUESSED.contains(c.group()) && !n.has(c))
                .filter(c -> c.group() != Group.OUTPUT && c.group() != Group.NEURONS)
                .filter(c -> worst(sides, parsed(n.with(c)).worlds).isRight())
                .findFirst()
                .map(c -> "; right if " + c)
                .orElse("");
        return row.said(Verdict.WRONG, finding.why() + unless, repairs);
    }

    /** The same quantity on both sides and nowhere a layer: which is which? */
    private static boolean isWithoutLayers(List<Formula> sides) {
        boolean hasLayer = sides.stream()
                .anyMatch(side ->
                        side.contains(f -> f.is(Kind.SYMBOL) && f.symbol().layer() != null));
        return !hasLayer
                && List.of(Quantity.DELTA, Quantity.A, Quantity.Z).stream()
                        .anyMatch(what -> sides.get(0).has(what) && sides.get(1).has(what));
    }

    /** The first pair of sides that are not equal, or the last. */
    private Finding worst(List<Formula> sides, Worlds worlds) {
        Finding last = new Finding(Outcome.RIGHT, "", 0, 1);
        for (int k = 1; k < sides.size(); k++) {
            Formula left = sides.get(k - 1);
            Formula right = sides.get(k);
            last = whole.computeIfAbsent(Key.of(left, right, worlds.notation(), worlds.isNarrow()), key -> {
                List<World> all = worlds.of(List.of(left, right), false);
                Object claim = Claim.resolved(left, right, all);
                return claim instanceof Claim c ? c.on(all) : (Finding) claim;
            });
            if (!last.isRight()) {
                return last;
            }
        }
        return last;
    }

    /** A choice that the statement depends on, and nothing else in the text. */
    private Optional<Convention> open(int i, Notation n) {
        for (Group group : List.of(Group.COST, Group.ACTIVATION)) {
            Convention here = n.agreed().get(group);
            if (here == Convention.OWN_COST || settled.contains(group)) {
                continue;
            }
            boolean depends = group.choices().stream()
                    .filter(c -> c != here && c != Convention.OWN_COST && c != Convention.ANY_ACTIVATION)
                    .anyMatch(c -> !isRight(i, n.with(c)));
            if (depends && !isSettled(group, i, n)) {
                return Optional.of(here);
            }
        }
        return Optional.empty();
    }

    private boolean isRight(int i, Notation n) {
        Parsed p = parsed(n);
        List<Formula> sides = p.sides.get(i);
        return sides.size() > 1
                && !Update.isOne(text.statements().get(i), sides)
                && worst(sides, p.worlds).isRight();
    }

    /** Whether another statement is right under this choice only. */
    private boolean isSettled(Group group, int but, Notation n) {
        for (int i = 0; i < text.statements().size(); i++) {
            if (i != but && isRight(i, n)) {
                for (Convention c : group.choices()) {
                    if (c != Convention.OWN_COST && !n.has(c) && !isRight(i, n.with(c))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What else may be meant, if the statement is right then. */
    private Optional<String> condition(int i, List<Formula> sides, Notation n, Finding finding) {
        if (sides.stream().anyMatch(side -> side.contains(Judgement::isOfWholesNotOfCost))) {
            for (Convention c : Group.GRADIENT.choices()) {
                if (!n.has(c) && !settled.contains(Group.GRADIENT) && isRight(i, n.with(c))) {
                    return Optional.of("with " + c);
                }
            }
        }
        boolean isShapeless = finding.outcome() == Outcome.MISFIT && (isLeibniz(sides) || isCost(sides.get(0)));
        if (isShapeless && worst(sides, parsed(n).narrow).isRight()) {
            return Optional.of("with one neuron per layer");
        }
        List<Formula> neighbours = Understood.ofNeighbours(sides);
        boolean isOfNeighbours = !neighbours.equals(sides)
                && Group.WEIGHTS.choices().stream()
                        .anyMatch(
                                c -> worst(neighbours, parsed(n.with(c)).worlds).isRight());
        if (isOfNeighbours) {
            return Optional.of("if a is of the layer before");
        }
        List<Formula> entries = Understood.entryByEntry(sides);
        if (!entries.equals(sides) && worst(entries, parsed(n).worlds).isRight()) {
            return Optional.of("entry by entry: " + entries.get(1));
        }
        for (Group group : OPEN) {
            for (Convention c : group.choices()) {
                if (c == Convention.OWN_COST || n.has(c) || settled.contains(group)) {
                    continue;
                }
                boolean isLinear = group == Group.OUTPUT
                        && sides.stream()
                                .noneMatch(side -> side.has(Quantity.UNKNOWN) || side.contains(f -> f.is(Kind.CALL)));
                boolean isOpen = group == Group.OUTPUT ? isLinear : !isSettled(group, i, n);
                if (isOpen && isRight(i, n.with(c))) {
                    return Optional.of("for " + c);
                }
                if (group == Group.ACTIVATION && isRight(i, n.with(c).with(Convention.SIGMOID_OUTPUT))) {
                    return Optional.of("if " + c + ", before " + Convention.SIGMOID_OUTPUT);
                }
            }
        }
        return Optional.empty();
    }

    /** A chain of derivatives of vectors, written as if they were numbers. */
    private static boolean isLeibniz(List<Formula> sides) {
        return sides.stream().anyMatch(side -> side.contains(Judgement::isOfWholesNotOfCost))
                && sides.stream()
                        .noneMatch(side -> side.contains(f -> f.is(Kind.TRANSPOSE)
                                || f.is(Kind.SYMBOL) && f.symbol().what() == Quantity.UNKNOWN
                                || f.is(Kind.CALL) && f.function().name().equals("diag")
                                || f.is(Kind.CHAIN) && f.leaf.toString().matches(".*[⊙∘•].*")));
    }

    private static boolean isOfWholesNotOfCost(Formula f) {
        return isOfWholes(f) && !isCost(f.part(0));
    }

    /** A derivative of a vector, or by one. */
    private static boolean isOfWholes(Formula f) {
        return f.is(Kind.DERIVATIVE)
                && f.part(1).is(Kind.SYMBOL)
                && f.part(1).symbol().indices().isEmpty()
                && f.part(1).symbol().what() != Quantity.VARIABLE;
    }
}
