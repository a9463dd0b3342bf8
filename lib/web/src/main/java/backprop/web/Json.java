package backprop.web;

import backprop.internal.Require;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonBuilder;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Numbers, lists and matrices as JSON, which has no infinity: what is not finite is null. */
final class Json {
    private static final MathContext DIGITS = new MathContext(17);

    private Json() {}

    static JsonBuilder<JsonObject> object() {
        return JsonObject.builder();
    }

    static JsonObject read(String json) {
        try {
            return JsonParser.object().from(Require.given("the question", json));
        } catch (JsonParserException e) {
            throw Require.broken("the question", "be a JSON object", e.getMessage());
        }
    }

    static <T> JsonArray array(Collection<T> items, Function<T, ?> each) {
        return items.stream().map(each).collect(Collectors.toCollection(JsonArray::new));
    }

    /** With the 17 digits that no other double has: TeaVM's own may be those of the double beside it. */
    static Object number(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS) : null;
    }

    static JsonArray numbers(DoubleStream values) {
        return values.mapToObj(Json::number).collect(Collectors.toCollection(JsonArray::new));
    }

    /** The numbers of a vector, or of a matrix row by row. */
    static JsonArray numbers(SimpleMatrix m) {
        return numbers(IntStream.range(0, m.getNumElements()).mapToDouble(m::get));
    }

    static JsonArray rows(SimpleMatrix m) {
        return IntStream.range(0, m.getNumRows())
                .mapToObj(j -> numbers(m.extractVector(true, j)))
                .collect(Collectors.toCollection(JsonArray::new));
    }
}
