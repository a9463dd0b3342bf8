package backprop.notebook;

import backprop.check.Report;
import backprop.check.Sheet;
import backprop.formula.Paper;
import backprop.plot.NetworkPicture;
import backprop.plot.Picture;
import backprop.text.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * How values of a type show in a notebook.
 *
 * @param mime the type of what they show as
 */
record Look<T>(Class<T> type, String mime, Function<? super T, Shown> shown) {
    static final List<Look<?>> ALL = List.of(
            new Look<>(Chart.class, "image/png", Shown::chart),
            new Look<>(Picture.class, "image/png", Shown::picture),
            new Look<>(NetworkPicture.class, "image/png", drawn -> Shown.picture(drawn.picture())),
            new Look<>(SimpleMatrix.class, "text/latex", Shown::matrix),
            new Look<>(Table.class, "text/html", Shown::table),
            new Look<>(Report.class, "text/html", Shown::report),
            new Look<>(Sheet.class, "text/html", sheet -> Shown.report(sheet.report())),
            new Look<>(Paper.class, "text/html", Shown::paper),
            new Look<>(Help.class, "text/html", Shown::help),
            new Look<>(double[][].class, "text/latex", Shown::rows),
            new Look<>(SimpleMatrix[].class, "text/latex", matrices -> Shown.list(List.of(matrices))),
            new Look<>(List.class, "text/latex", Shown::list),
            new Look<>(double[].class, "text/plain", Shown::vector),
            new Look<>(int[].class, "text/plain", numbers -> Shown.plain(Arrays.toString(numbers))),
            new Look<>(boolean[].class, "text/plain", answers -> Shown.plain(Arrays.toString(answers))),
            new Look<>(String[].class, "text/plain", texts -> Shown.plain(Arrays.toString(texts))));

    /** Returns how any value shows; one of another type shows as its text. */
    static Shown at(Object value) {
        return ALL.stream()
                .filter(look -> look.type.isInstance(value))
                .findFirst()
                .map(look -> look.cast(value))
                .orElseGet(() -> Shown.plain(value.toString()));
    }

    private Shown cast(Object value) {
        return shown.apply(type.cast(value));
    }
}
