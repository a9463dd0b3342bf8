package backprop.check;

import backprop.Cost;
import backprop.check.Quantity.Kind;
import backprop.check.Sheet.Mine;
import backprop.internal.Require;
import backprop.text.PastedMatrix;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** What is found on a {@link Sheet} under one reading of it. */
final class SheetFindings {
    private final Case c;
    private final SheetReading reading;
    private final Truth truth;
    private final List<Report.Line> lines = new ArrayList<>();
    private final List<Report.Mismatch> mismatches = new ArrayList<>();
    private final List<String> wrongForward = new ArrayList<>();
    private final List<Supplier<Explanation>> hints = new ArrayList<>();
    private final Map<Block, SimpleMatrix> blocks =
            new TreeMap<>(Comparator.comparing((Block at) -> -at.layer()).thenComparing(Block::equation));

    /** Numbers in the library's layout, and what is found of them. */
    private record Found(Typed typed, Report.Line line) {}

    SheetFindings(Case c, SheetReading reading, List<Mine> mine) {
        this.c = c;
        this.reading = reading;
        truth = new Truth(c);
        for (Mine of : mine) {
            Quantity quantity = of.quantity();
            boolean isOnlyLayer = quantity.kind().isLayered() && quantity.layer() == 0 && c.depth() == 1;
            lines.addAll(lines(isOnlyLayer ? quantity.in(1) : quantity, of.numbers()));
        }
    }

    boolean isRight() {
        return lines.stream().noneMatch(Report.Line::isWrong);
    }

    private List<Report.Line> lines(Quantity of, PastedMatrix numbers) {
        Optional<String> unknown = unknown(of);
        if (unknown.isPresent()) {
            return List.of(new Report.Line(Verdict.CANNOT_TELL, of.toString(), unknown.get()));
        }
        if (of.kind() == Kind.GRADIENT) {
            return gradient(Typed.of(numbers));
        }
        Report.Line line = of.at().isEmpty() ? all(of, numbers) : entry(of, Typed.of(numbers));
        if (of.kind().isForward() && line.isWrong()) {
            wrongForward.add(line.what());
        }
        return List.of(line);
    }

    /** Why it is no value of this network, if it is none. */
    private Optional<String> unknown(Quantity of) {
        if (of.kind() == Kind.B && !c.biases()) {
            return Optional.of("the network has no biases, as none are given");
        }
        if (of.kind().isLayered() && of.layer() == 0) {
            return Optional.of("which layer? say " + of.kind().symbol + " of layer 1");
        }
        if (of.kind().isLayered() && of.layer() > c.depth()) {
            return Optional.of("there is no layer " + of.layer() + "; an entry is dC/dw11 of layer 1");
        }
        SimpleMatrix right = truth.of(of).right();
        List<Integer> at = inOrder(of);
        boolean isThere =
                at.isEmpty() || at.get(0) < right.getNumRows() && (at.size() == 1 || at.get(1) < right.getNumCols());
        return !isThere
                ? Optional.of("there is no such entry in " + Require.shape(right))
                : at.size() == 1 && right.getNumCols() > 1
                        ? Optional.of("there are " + c.examples() + " examples: give all of " + of.symbol())
                        : Optional.empty();
    }

    /** j and k as in w_jk. */
    private List<Integer> inOrder(Quantity of) {
        List<Integer> at = new ArrayList<>(of.at());
        if (reading.turned()) {
            Collections.reverse(at);
        }
        return at;
    }

    /** Every entry, in the first layout that is right; else in the first that fits. */
    private Report.Line all(Quantity of, PastedMatrix pasted) {
        Truth.Value value = truth.of(of);
        SimpleMatrix right = value.right();
        List<Found> found = reading.layouts(of, pasted, right)
                .map(layout -> {
                    Typed typed = Typed.of(pasted).in(layout.undone());
                    Report.Line line = value.line(
                            of.symbol(), typed, i -> of.symbol() + index(of.kind() == Kind.W, right.getNumCols(), i));
                    return new Found(typed, line.and(layout.words()));
                })
                .toList();
        if (found.isEmpty()) {
            String shape = pasted.isList() ? pasted.value().getNumCols() + " numbers" : Require.shape(pasted.value());
            return new Report.Line(Verdict.FAIL, of.symbol(), "is " + shape + ", but must be " + Require.shape(right));
        }
        Found best =
                found.stream().filter(it -> !it.line().isWrong()).findFirst().orElse(found.get(0));
        of.block(c.depth()).ifPresent(at -> remember(at, best.typed(), right, best.line()));
        if (of.kind() == Kind.C && best.line().isWrong()) {
            hints.add(() -> costHint(best.typed()));
        }
        return best.line();
    }

    private Explanation costHint(Typed given) {
        return new Explanation(
                List.of(),
                Stream.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR)
                        .flatMap(cost -> Stream.of(cost, cost.mean()))
                        .filter(cost ->
                                new Truth(c.with(cost)).cost().compared(given).verdict() != Verdict.FAIL)
                        .map(cost -> "C would be right as " + cost + "; one number is too few to tell.")
                        .limit(1)
                        .toList());
    }

    /** From 1, and of weights in the order in which they are read. */
    private String index(boolean isWeight, int columns, int i) {
        int j = i / columns;
        int k = i % columns;
        boolean isList = columns == 1 && !isWeight;
        return Chain.index(1, isList ? List.of(j) : isWeight && reading.turned() ? List.of(k, j) : List.of(j, k));
    }

    private String entry(Block at, int columns, int i) {
        return at.name() + index(at.equation() == Equation.BP4, columns, i);
    }

    private void remember(Block at, Typed given, SimpleMatrix right, Report.Line line) {
        if (blocks.putIfAbsent(at, given.numbers()) == null && line.isWrong()) {
            mismatches.add(new Report.Mismatch(at.name(), given.numbers(), right));
        }
    }

    /** All derivatives as one vector, in whatever order. */
    private List<Report.Line> gradient(Typed numbers) {
        Truth.Value value = truth.gradient();
        int count = value.right().getNumRows();
        int typed = numbers.numbers().getNumElements();
        if (typed != count) {
            String rule = ", but must have " + count + ", one per weight" + (c.biases() ? " and bias" : "");
            return List.of(new Report.Line(Verdict.FAIL, "∇C", "has " + typed + " numbers" + rule));
        }
        Typed vector = numbers.in(m -> new SimpleMatrix(Comparison.numbers(m)));
        Stream<Report.Line> inOtherOrders = EntryOrder.others().stream()
                .map(order -> value.each(m -> new SimpleMatrix(order.of(c.network(), Comparison.numbers(m))))
                        .line("∇C", vector)
                        .and(", in this order: " + order.words()));
        Optional<Report.Line> right = Stream.concat(Stream.of(value.line("∇C", vector)), inOtherOrders)
                .filter(line -> !line.isWrong())
                .findFirst();
        return right.map(List::of).orElseGet(() -> parts(vector));
    }

    private List<Report.Line> parts(Typed vector) {
        Scope scope = Scope.wholeGradient(c);
        return scope.blocks().stream()
                .map(at -> {
                    Typed block = vector.in(m -> scope.of(c.gradient(Comparison.numbers(m)))
                            .get(scope.blocks().indexOf(at)));
                    Truth.Value right = truth.of(at);
                    Report.Line part = right.line(
                            at.name(), block, i -> entry(at, right.right().getNumCols(), i));
                    remember(at, block, right.right(), part);
                    return part;
                })
                .toList();
    }

    private Report.Line entry(Quantity of, Typed number) {
        if (number.numbers().getNumElements() != 1) {
            String shape = Require.shape(number.numbers());
            return new Report.Line(Verdict.FAIL, of.toString(), "is " + shape + ", but must be one number");
        }
        List<Integer> at = inOrder(of);
        if (of.kind() != Kind.W && of.kind() != Kind.B) {
            return truth.of(of).entry(at.get(0), 0).line(of.toString(), number);
        }
        Chain chain = chain(of, at);
        Report.Line line = chain.line(number).named(of.toString());
        SimpleMatrix right = truth.of(of).right();
        boolean canTurn = at.size() == 2 && at.get(1) < right.getNumRows() && at.get(0) < right.getNumCols();
        if (line.isWrong() && canTurn) {
            Report.Line turned = chain(of, List.of(at.get(1), at.get(0))).line(number);
            if (!turned.isWrong()) {
                return turned.named(of.toString()).and(reading.turned() ? ", as w_jk" : ", as w_ij");
            }
        }
        if (line.isWrong()) {
            hints.add(() -> chain.explanation(number));
        }
        return line;
    }

    private Chain chain(Quantity of, List<Integer> at) {
        return Chain.of(c, of.block(c.depth()).orElseThrow(), 1, at);
    }

    /** What it is found of. */
    Case of() {
        return c;
    }

    /** The first reading under which nothing is wrong, or else the first. */
    static SheetFindings likeliest(List<SheetFindings> readings) {
        return readings.stream().filter(SheetFindings::isRight).findFirst().orElse(readings.get(0));
    }

    /** The report of this reading; it tells of the others, too. */
    Report reportAmong(List<SheetFindings> readings) {
        List<String> notes = new ArrayList<>(List.of(words()));
        if (this != readings.get(0)) {
            notes.add("So read, no number is wrong; where "
                    + readings.get(0).reading.words(c) + ", some are.");
        } else if (!isRight() && readings.size() > 1) {
            String others = readings.stream()
                    .skip(1)
                    .map(other -> other.reading.words(c))
                    .collect(Collectors.joining("; or "));
            notes.add("Some are wrong as well if " + others + ".");
        }
        notes.addAll(Soundness.kinks(c, 1));
        boolean isAnyRight = lines.stream().anyMatch(line -> line.verdict() == Verdict.PASS);
        return new Report(Report.title("sheet", lines, isAnyRight), lines, notes, mismatches, this::explanation);
    }

    private String words() {
        String activations = c.network().layers().stream()
                .map(layer -> layer.activation().name())
                .distinct()
                .collect(Collectors.joining(", "));
        return "Read as a " + c.network().shape() + " network (" + activations + ")"
                + (c.biases() ? "" : " without biases") + ", "
                + c.examples() + (c.examples() == 1 ? " example" : " examples") + ", C = " + c.cost()
                + (c.lambda() == 0 ? "" : " + ½λΣ‖w‖²") + "; " + reading.words(c) + ".";
    }

    /** By the first eight digits of each number, which tell more than any cause needs. */
    private Explanation ofBlocks() {
        List<SimpleMatrix> given =
                blocks.values().stream().map(SheetFindings::rounded).toList();
        Judge judge = new Judge(c, new Scope("sheet", List.copyOf(blocks.keySet()), true, this::entry), given, true);
        return judge.verdict() == Verdict.FAIL
                ? judge.explanation()
                : new Explanation(List.of(), List.of("What is wrong are the last digits only."));
    }

    private static SimpleMatrix rounded(SimpleMatrix m) {
        return m.elementOp((int j, int k, double number) -> new BigDecimal(number)
                .round(new MathContext(Precision.MOST_TYPED))
                .doubleValue());
    }

    private Explanation explanation() {
        if (!wrongForward.isEmpty()) {
            String what = String.join(" and ", wrongForward);
            String remark = what + " on the way forward is wrong already: what else is wrong may only follow from it.";
            return new Explanation(List.of(), List.of(remark));
        }
        List<Explanation> all = new ArrayList<>();
        if (!mismatches.isEmpty()) {
            all.add(ofBlocks());
        }
        hints.forEach(explanation -> all.add(explanation.get()));
        return new Explanation(
                all.stream().flatMap(it -> it.alternatives().stream()).toList(),
                all.stream().flatMap(it -> it.remarks().stream()).toList());
    }
}
