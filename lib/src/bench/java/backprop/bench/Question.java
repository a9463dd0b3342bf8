package backprop.bench;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a peer is asked to time.
 *
 * @param task epoch, central, sixth, gradient, peak or version; anything else is passed
 * @param sizes n₀-…-n_L
 * @param examples N
 * @param batch the size of a mini-batch
 * @param repeats how often it takes an epoch's time in one go
 */
record Question(String task, String sizes, int examples, int batch, int repeats) {
    private static final int REPEATS = 3;

    Question(String task, String sizes, int examples, int batch) {
        this(task, sizes, examples, batch, REPEATS);
    }

    String json() {
        String list = Arrays.stream(sizes.split("-")).collect(Collectors.joining(", ", "[", "]"));
        return "{\"task\": \"" + task + "\", \"sizes\": " + list + ", \"examples\": " + examples + ", \"batch\": "
                + batch + ", \"repeats\": " + repeats + "}";
    }

    static Question parse(String json) {
        return new Question(
                text(json, "task"),
                text(json, "sizes").replace(", ", "-"),
                Integer.parseInt(text(json, "examples")),
                Integer.parseInt(text(json, "batch")),
                Integer.parseInt(text(json, "repeats")));
    }

    /** Whether more epochs are wanted than a library's benchmark would take. */
    boolean wantsMore() {
        return repeats > REPEATS;
    }

    /** Returns the value of a key, without quotes or brackets. */
    private static String text(String json, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\": [\"\\[]?([^\"\\]}]*?)(?:[\"\\]}]|, \")")
                .matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException("the question must have " + key + ", but was " + json);
        }
        return matcher.group(1);
    }
}
