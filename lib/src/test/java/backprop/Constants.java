package backprop;

import java.util.Arrays;
import java.util.stream.Stream;

/** The public constants of a class that are of its own type: a new one is tested as soon as it is declared. */
final class Constants {
    private Constants() {}

    static <T> Stream<T> of(Class<T> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.getType() == type)
                .map(field -> {
                    try {
                        return type.cast(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}
