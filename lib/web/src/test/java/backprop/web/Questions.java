package backprop.web;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import backprop.check.Cause;
import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.text.Numbers;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** Questions as people may ask them, drawn at random: right ones, and wrong ones of every kind. */
final class Questions {
    /** Formulas of the notes and of others, a label above each. */
    private static final Path CORPUS = Path.of("../src/test/resources/backprop/formula");

    private static final int LONGEST = 200;
    private static final List<Cost> COSTS =
            List.of(Cost.HALF_SQUARED_ERROR, Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR.mean(), Cost.CROSS_ENTROPY);
    private static final List<Activation> HIDDEN =
            List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU, Activation.SOFTPLUS, Activation.IDENTITY);
    private static final List<String> SLIPS = List.of(
            "L", "l", "^T", "'", "-", "+", "1", "\\odot", "(", ")", "\\sum", "z", "a", "\\delta", "_j", "_k", "2");

    private final Random random;

    /** A question, and which function of the page it is for. */
    record Question(String name, String text) {
        String json() {
            return JsonWriter.string(
                    Json.object().value("name", name).value("question", text).done());
        }

        String answer() {
            return switch (name) {
                case "judge" -> Page.judge(text);
                case "sheet" -> Page.sheet(text);
                case "network" -> Page.network(text);
                case "descent" -> Page.descent(text);
                default -> Page.neuron(text);
            };
        }
    }

    private Questions(long seed) {
        random = new Random(seed);
    }

    /** Returns 2,000. */
    static List<Question> all(long seed) throws IOException {
        Questions of = new Questions(seed);
        List<Question> all = new ArrayList<>();
        List<String> formulas = formulas();
        for (int i = 0; i < 200; i++) {
            all.add(new Question("descent", of.descent()));
            all.add(new Question("neuron", of.neuron()));
            all.add(new Question("network", of.sheet()));
            IntStream.range(0, 5).forEach(n -> all.add(new Question("sheet", of.sheet())));
            all.add(new Question("judge", formulas.get(of.random.nextInt(formulas.size()))));
            all.add(new Question("judge", of.broken(formulas.get(of.random.nextInt(formulas.size())))));
        }
        return all;
    }

    /** Each statement of the corpus by itself. */
    private static List<String> formulas() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            List<String> all = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".tex"))
                    .sorted()
                    .toList()) {
                Arrays.stream(Files.readString(file).split("(?m)^%.*$"))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty() && text.length() < LONGEST)
                        .forEach(all::add);
            }
            return all;
        }
    }

    /** A formula with a slip: a sign left out, or put in, or another in its place. */
    private String broken(String formula) {
        String sign = any(SLIPS);
        int at = formula.indexOf(sign, random.nextInt(formula.length()));
        int place = at < 0 ? random.nextInt(formula.length()) : at;
        int end = at < 0 ? place : place + sign.length();
        return formula.substring(0, place) + (random.nextBoolean() ? "" : any(SLIPS)) + formula.substring(end);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String descent() {
        return JsonWriter.string(Json.object()
                .value("curvature", Json.numbers(random.doubles(2, -1, 8)))
                .value("start", Json.numbers(random.doubles(2, -4, 4)))
                .value("eta", random.nextDouble() - 0.1)
                .value("steps", random.nextInt(60))
                .done());
    }

    private String neuron() {
        return JsonWriter.string(Json.object()
                .value("w", 4 * random.nextGaussian())
                .value("b", 4 * random.nextGaussian())
                .value("x", random.nextGaussian())
                .value("y", random.nextInt(2))
                .value("eta", 3 * random.nextDouble())
                .value("steps", random.nextInt(80))
                .done());
    }

    private String sheet() {
        int depth = 1 + random.nextInt(3);
        int[] sizes =
                IntStream.rangeClosed(0, depth).map(l -> 1 + random.nextInt(4)).toArray();
        Cost cost = any(COSTS);
        Activation[] g = Stream.generate(() -> random.nextInt(3) > 0 ? Activation.SIGMOID : any(HIDDEN))
                .limit(depth)
                .toArray(Activation[]::new);
        if (cost == Cost.CROSS_ENTROPY) {
            g[depth - 1] = Activation.SIGMOID;
        }
        Network network = Network.of(sizes)
                .random(random.nextLong(), 0.3 + random.nextDouble())
                .with(g);
        int examples = 1 + random.nextInt(3);
        DataSet data = new DataSet(
                SimpleMatrix.random_DDRM(sizes[0], examples, -2, 2, random),
                SimpleMatrix.random_DDRM(sizes[depth], examples, 0, 1, random));
        boolean isTurned = random.nextInt(4) == 0;
        boolean areRows = random.nextInt(4) == 0;
        DoubleFunction<String> exact = Double::toString;
        int digits = 2 + random.nextInt(6);
        DoubleFunction<String> typed = random.nextBoolean() ? exact : value -> Numbers.text(value, digits);
        Gradient gradient = gradient(network, cost, data);
        JsonArray w = new JsonArray();
        JsonArray b = new JsonArray();
        JsonArray mine = new JsonArray();
        for (int l = 1; l <= depth; l++) {
            w.add(text(turned(network.w(l), isTurned), exact));
            b.add(text(network.b(l), exact));
            mine.add(named("dC/dw" + l, text(turned(gradient.w(l), isTurned), typed)));
            mine.add(named(random.nextBoolean() ? "db" + l : "∂C/∂b of layer " + l, text(gradient.b(l), typed)));
        }
        return JsonWriter.string(Json.object()
                .value("w", w)
                .value("b", b)
                .value("x", text(turned(data.x(), areRows), exact))
                .value("y", text(turned(data.y(), areRows), exact))
                .value("cost", cost.toString())
                .value("activations", Json.array(List.of(g), Activation::name))
                .value("mine", mine)
                .done());
    }

    private static JsonObject named(String name, String numbers) {
        return Json.object().value("name", name).value("numbers", numbers).done();
    }

    private static SimpleMatrix turned(SimpleMatrix m, boolean isTurned) {
        return isTurned ? m.transpose() : m;
    }

    /** As NumPy, PyTorch or a program for matrices prints it, or as on paper. */
    private String text(SimpleMatrix m, DoubleFunction<String> number) {
        List<String> rows = IntStream.range(0, m.getNumRows())
                .mapToObj(j -> IntStream.range(0, m.getNumCols())
                        .mapToObj(k -> number.apply(m.get(j, k)))
                        .collect(Collectors.joining(", ")))
                .toList();
        return switch (random.nextInt(4)) {
            case 0 -> "array([[" + String.join("],\n       [", rows) + "]])";
            case 1 -> "tensor([[" + String.join("], [", rows) + "]], grad_fn=<TBackward0>)";
            case 2 -> "[" + String.join("; ", rows) + "]";
            default -> String.join("\n", rows);
        };
    }

    private Gradient gradient(Network network, Cost cost, DataSet data) {
        Gradient right = Backprop.gradient(network, cost, data);
        double[] p = right.vector();
        switch (random.nextInt(8)) {
            case 0 -> {
                return right;
            }
            case 1 -> Arrays.setAll(p, i -> 2 * p[i]);
            case 2 -> Arrays.setAll(p, i -> -p[i]);
            case 3 -> p[random.nextInt(p.length)] *= 1 + random.nextDouble();
            case 4 -> Arrays.setAll(p, i -> (float) p[i]);
            case 5 -> Arrays.setAll(p, i -> p[i] + 1e-9 * random.nextGaussian());
            case 6 -> {
                return Backprop.gradient(network.with(Activation.IDENTITY), Cost.SQUARED_ERROR, data);
            }
            default -> {
                NetworkCheck check = Check.on(network, cost, data);
                List<Cause> causes = List.copyOf(check.mistakes().keySet());
                return causes.isEmpty() ? right : check.gradientWith(any(causes));
            }
        }
        return Gradient.of(network, p);
    }
}
