package backprop.web.jdk;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** What TeaVM's Matcher lacks. */
public final class Matches {
    private Matches() {}

    /** Returns every match from the beginning, as {@link Matcher#results()} does. */
    public static Stream<MatchResult> results(Matcher matcher) {
        Stream.Builder<MatchResult> all = Stream.builder();
        matcher.reset();
        while (matcher.find()) {
            all.add(matcher.toMatchResult());
        }
        return all.build();
    }

    /** Returns the text with every match replaced, as {@link Matcher#replaceAll(Function)} does. */
    public static String replaceAll(Matcher matcher, Function<MatchResult, String> replacer) {
        StringBuffer text = new StringBuffer(); // TeaVM's Matcher appends to no StringBuilder
        matcher.reset();
        while (matcher.find()) {
            matcher.appendReplacement(text, replacer.apply(matcher));
        }
        return matcher.appendTail(text).toString();
    }
}
