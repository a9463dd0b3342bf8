package backprop.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Paper;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page is told, on the JVM. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTest {
    private static final String NETWORK = """
        "w": ["[[0.15, 0.20], [0.25, 0.30]]", [[0.40, 0.45], [0.50, 0.55]]], "b": ["0.35 0.35", [0.60, 0.60]],
        "x": "0.05 0.10", "y": [0.01, 0.99]\
        """;

    private static JsonObject mine(String name, String numbers) {
        return Json.read(Page.sheet(
                "{" + NETWORK + ", \"mine\": [{\"name\": \"" + name + "\", \"numbers\": \"" + numbers + "\"}]}"));
    }

    @Test
    void a_derivation_is_judged_in_the_words_of_Paper() {
        String text = "$$\\delta^L = (a^L - y) \\odot \\sigma'(z^L)$$\n"
                + "$$\\delta^l = ((w^{l+1})^T \\delta^{l+1}) \\odot \\sigma'(z^L)$$";
        JsonObject answer = Json.read(Page.judge(text));
        assertEquals(Paper.of(text).toString(), answer.getString("text"));
        assertEquals("✗", answer.getString("sign"));
        assertEquals("1 right under a condition, 1 wrong", answer.getString("summary"));
        JsonObject second = (JsonObject) answer.getArray("rows").get(1);
        assertEquals("2:3", second.getString("place"));
        JsonObject repair = (JsonObject) second.getArray("repairs").get(0);
        assertEquals("change zᴸ to zˡ", repair.getString("words"));
    }

    @Test
    void a_sheet_is_judged_and_its_cause_named() {
        JsonObject right = mine("dC/dw2", "array([[0.0822, 0.0827], [-0.0226, -0.0227]])");
        assertEquals("✓", right.getString("sign"), right.toString());
        JsonObject wrong = mine("dC/dw2", "[[0.439830, 0.442509], [-0.128782, -0.129567]]");
        assertEquals("✗", wrong.getString("sign"));
        assertEquals(
                "BP1: σ′(z²) is missing, or BP1: a² − y is the error of cross-entropy, not of this cost.",
                wrong.getString("cause"));
        JsonObject mismatch = (JsonObject) wrong.getArray("mismatches").get(0);
        assertEquals(0.439830, ((JsonArray) mismatch.getArray("given").get(0)).getDouble(0));
    }

    @Test
    void a_network_is_worked_out_by_formula_and_by_nudging() {
        JsonObject answer = Json.read(Page.network("{" + NETWORK + "}"));
        assertEquals(new JsonArray(java.util.List.of(2, 2, 2)), answer.getArray("sizes"));
        assertEquals(0.298371109, answer.getDouble("C"), 1e-9);
        for (Object layer : answer.getArray("layers")) {
            JsonArray formula = ((JsonObject) layer).getArray("dw");
            JsonArray nudged = ((JsonObject) layer).getArray("nudged");
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 2; k++) {
                    assertEquals(
                            ((JsonArray) formula.get(j)).getDouble(k), ((JsonArray) nudged.get(j)).getDouble(k), 1e-9);
                }
            }
        }
    }

    @Test
    void a_descent_goes_down_or_says_that_it_diverged() {
        String bowl = "{\"curvature\": [1, 6], \"start\": [-3.5, 1.6], \"steps\": 2000, \"eta\": ";
        assertEquals(
                "C from 13.81 to 2.734 in 3 steps: done",
                Json.read(Page.descent(bowl.replace("2000", "3") + "0.3}")).getString("sentence"));
        String far = Json.read(Page.descent(bowl + "2.5}")).getString("sentence");
        assertTrue(far.contains("diverged at step"), far);
    }

    @Test
    void a_saturated_neuron_learns_sooner_with_cross_entropy() {
        JsonArray runs = Json.read(
                        Page.neuron("{\"w\": 2, \"b\": 2, \"x\": 1, \"y\": 0, \"eta\": 0.15, \"steps\": 100}"))
                .getArray("runs");
        double[] last = runs.stream()
                .mapToDouble(run -> ((JsonObject) run).getArray("a").getDouble(100))
                .toArray();
        assertTrue(last[0] > 0.9 && last[1] < 0.2, last[0] + " " + last[1]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"w": ["0.5"], "x": "1"} | y must be given, but was null
        {"w": ["0.5"], "x": "1", "y": "1", "activations": ["σ"]} | activations must be of sigmoid, tanh, ReLU, softplus, identity, softmax, but was σ
        {"w": ["nan"], "x": "1", "y": "1"} | w of layer 1 must hold finite numbers, but was 'nan' at character 1
        {"w": 5} | w must be a list, but was 5
        [1 | the question must be a JSON object, but was
        """)
    void what_cannot_be_asked_is_refused_in_a_sentence(String question, String sentence) {
        String error = Json.read(Page.network(question)).getString("error");
        assertTrue(error.startsWith(sentence), error);
    }
}
