package backprop.check;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.check.Sheet.Mine;
import backprop.text.PastedMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** Judges a {@link Sheet}: reads it in every way that fits, and reports on the first under which nothing is wrong. */
record SheetJudge(
        Map<String, PastedMatrix> given, Cost cost, List<Activation> activations, double lambda, List<Mine> mine) {
    Report report() {
        int depth = depth();
        Optional<String> missing = missing(depth);
        if (missing.isPresent()) {
            return untold(missing.get(), "is not given");
        }
        if (mine.isEmpty()) {
            return untold("nothing of yours", "is given, such as mine(\"dC/dw1\", …)");
        }
        Map<SheetReading, Case> cases = new LinkedHashMap<>();
        List<String> misfits = new ArrayList<>();
        for (SheetReading reading : SheetReading.of(given)) {
            fitting(reading, depth, misfits).ifPresent(c -> cases.put(reading, c));
        }
        if (cases.isEmpty()) {
            return Report.failed("sheet: impossible", "what is given", misfits.get(0));
        }
        Optional<Report> fault = cases.values().stream()
                .map(Soundness::fault)
                .flatMap(Optional::stream)
                .findFirst();
        return fault.orElseGet(() -> report(cases.entrySet().stream()
                .map(of -> new SheetFindings(of.getValue(), of.getKey(), mine))
                .toList()));
    }

    /** What the numbers are under a reading. An activation of one's own that throws is no misfit. */
    private Optional<Case> fitting(SheetReading reading, int depth, List<String> misfits) {
        Optional<Network> network = fitting(() -> reading.network(given, depth, activations), misfits);
        Optional<DataSet> data = network.flatMap(net -> fitting(() -> reading.data(given, net), misfits));
        if (data.isEmpty()) {
            return Optional.empty();
        }
        SimpleMatrix a = network.get().output(data.get().x());
        Optional<Double> accepted = fitting(() -> cost.of(a, data.get().y()), misfits);
        return accepted.map(value -> Case.of(network.get(), cost, data.get()).regularized(lambda))
                .map(c -> given.containsKey(Sheet.layer("b", 1)) ? c : c.withoutBiases());
    }

    private static <T> Optional<T> fitting(Supplier<T> supplier, List<String> misfits) {
        try {
            return Optional.of(supplier.get());
        } catch (IllegalArgumentException doesNotFit) {
            misfits.add(doesNotFit.getMessage());
            return Optional.empty();
        }
    }

    private static Report report(List<SheetFindings> readings) {
        return readings.stream()
                .filter(SheetFindings::isRight)
                .findFirst()
                .orElse(readings.get(0))
                .report(readings);
    }

    private static Report untold(String what, String finding) {
        return new Report("sheet: cannot tell", List.of(new Report.Line(Verdict.CANNOT_TELL, what, finding)));
    }

    /** The last layer of which anything was given. */
    private int depth() {
        return IntStream.rangeClosed(1, Sheet.MOST_LAYERS)
                .filter(l -> given.containsKey(Sheet.layer("w", l)) || given.containsKey(Sheet.layer("b", l)))
                .max()
                .orElse(1);
    }

    private Optional<String> missing(int depth) {
        boolean biases = given.keySet().stream().anyMatch(name -> name.startsWith("b"));
        Stream<String> ofLayers = IntStream.rangeClosed(1, depth)
                .boxed()
                .flatMap(l ->
                        biases ? Stream.of(Sheet.layer("w", l), Sheet.layer("b", l)) : Stream.of(Sheet.layer("w", l)));
        return Stream.concat(ofLayers, Stream.of("x", "y"))
                .filter(name -> !given.containsKey(name))
                .findFirst();
    }
}
