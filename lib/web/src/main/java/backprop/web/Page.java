package backprop.web;

import backprop.check.Report;
import backprop.check.Sheet;
import backprop.formula.Paper;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the page calls: a text in, JSON out. Every word and number of an answer is the library's own; bad input is answered with
 * {@code {"error": "one sentence"}}.
 */
public final class Page {
    private Page() {}

    /**
     * Judges a derivation.
     *
     * @param text LaTeX, Markdown or plain, as for {@link Paper}
     */
    public static String judge(String text) {
        return answer(() -> {
            Paper paper = Paper.of(text);
            return Json.object()
                    .value("sign", paper.symbol())
                    .value("summary", paper.summary())
                    .value("readWith", paper.readWith())
                    .value("rows", Json.array(paper.rows(), row -> row(paper, row)))
                    .value("text", paper.toString())
                    .done();
        });
    }

    private static JsonObject row(Paper paper, Paper.Row row) {
        return Json.object()
                .value("sign", row.verdict().symbol())
                .value("verdict", row.verdict().name())
                .value("line", row.line())
                .value("column", row.column())
                .value("place", paper.line(row) + ":" + row.column())
                .value("understood", row.understood())
                .value("latex", row.latex())
                .value("why", row.why())
                .value(
                        "repairs",
                        Json.array(
                                row.repairs(),
                                repair -> Json.object()
                                        .value("words", repair.words())
                                        .value("latex", repair.latex())
                                        .value("understood", repair.formula())
                                        .done()))
                .done();
    }

    /**
     * Judges numbers that somebody worked out.
     *
     * @param json {@code w}, {@code b}, {@code x}, {@code y}, {@code cost}, {@code activations}, {@code lambda}, {@code mine}, as
     *     {@link Asked} has them
     */
    public static String sheet(String json) {
        return answer(json, asked -> report(Asked.sheet(asked).report()));
    }

    private static JsonObject report(Report report) {
        return Json.object()
                .value("sign", report.verdict().symbol())
                .value("title", report.title())
                .value("cause", report.cause().orElse(""))
                .value(
                        "lines",
                        Json.array(
                                report.lines(),
                                line -> Json.object()
                                        .value("sign", line.verdict().symbol())
                                        .value("what", line.what())
                                        .value("finding", line.text())
                                        .done()))
                .value("notes", new JsonArray(report.notes()))
                .value("remarks", new JsonArray(report.remarks()))
                .value(
                        "mismatches",
                        Json.array(
                                report.mismatches(),
                                wrong -> Json.object()
                                        .value("what", wrong.what())
                                        .value("given", Json.rows(wrong.given()))
                                        .value("expected", Json.rows(wrong.expected()))
                                        .done()))
                .value("text", report.toString())
                .done();
    }

    /**
     * Works a network out for its first example: forwards, backwards, and by changing each weight a little.
     *
     * @param json the same; of {@code mine} only the reading under which it is right is taken
     */
    public static String network(String json) {
        return answer(json, asked -> {
            Sheet sheet = Asked.sheet(asked);
            return Worked.of(sheet.network(), Asked.cost(asked), sheet.data());
        });
    }

    /**
     * Walks down C = ½(c₁p₁² + c₂p₂²).
     *
     * @param json {@code curvature}, {@code start}, {@code eta}, {@code steps}
     */
    public static String descent(String json) {
        return answer(
                json,
                asked -> Descents.onBowl(
                        Asked.numbers(asked, "curvature", 2),
                        Asked.numbers(asked, "start", 2),
                        Asked.number(asked, "eta"),
                        Asked.steps(asked)));
    }

    /**
     * Lets one sigmoid neuron learn one example, with the squared error and with cross-entropy.
     *
     * @param json {@code w}, {@code b}, {@code x}, {@code y}, {@code eta}, {@code steps}
     */
    public static String neuron(String json) {
        return answer(
                json,
                asked -> Descents.ofNeuron(
                        Asked.number(asked, "w"),
                        Asked.number(asked, "b"),
                        Asked.number(asked, "x"),
                        Asked.number(asked, "y"),
                        Asked.number(asked, "eta"),
                        Asked.steps(asked)));
    }

    private static String answer(String json, Function<JsonObject, JsonObject> worked) {
        return answer(() -> worked.apply(Json.read(json)));
    }

    private static String answer(Supplier<JsonObject> worked) {
        try {
            return JsonWriter.string(worked.get());
        } catch (RuntimeException e) {
            return JsonWriter.string(Json.object().value("error", sentence(e)).done());
        }
    }

    private static String sentence(RuntimeException e) {
        return e instanceof IllegalArgumentException
                ? e.getMessage()
                : "This could not be worked out: " + e.getClass().getSimpleName() + ", " + e.getMessage();
    }
}
