package backprop.web.jdk;

import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What TeaVM's streams do otherwise. */
public final class Streams {
    private Streams() {}

    /** Returns each once, as {@link Stream#distinct()} says; TeaVM 0.16.0 forgets what it has seen at each end of a flatMap's part. */
    public static <T> Stream<T> distinct(Stream<T> stream) {
        return stream.collect(Collectors.toCollection(LinkedHashSet::new)).stream();
    }
}
