package backprop.notebook;

import backprop.check.Report;
import backprop.check.Sheet;
import backprop.formula.Paper;
import backprop.plot.Fonts;
import backprop.plot.NetworkPicture;
import backprop.plot.Picture;
import backprop.text.Table;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;

/** The first call of every notebook. */
public final class Companion {
    private Companion() {}

    /**
     * Teaches the kernel to show charts and pictures crisply, matrices as typeset mathematics, reports and tables as
     * tables and vectors as their numbers, whenever one is a cell's last expression. Each has a plain text beside it that
     * is the same on every run. Outside a notebook it only prepares the fonts.
     */
    public static void start() {
        Fonts.prepare();
        Kernel.current().ifPresent(kernel -> {
            kernel.show(Chart.class, "image/png", Shown::chart);
            kernel.show(Picture.class, "image/png", Shown::picture);
            kernel.show(NetworkPicture.class, "image/png", drawn -> Shown.picture(drawn.picture()));
            kernel.show(SimpleMatrix.class, "text/latex", Shown::matrix);
            kernel.show(Table.class, "text/html", Shown::table);
            kernel.show(Report.class, "text/html", Shown::report);
            kernel.show(Sheet.class, "text/html", sheet -> Shown.report(sheet.report()));
            kernel.show(Paper.class, "text/html", Shown::paper);
            kernel.show(double[].class, "text/plain", Shown::vector);
        });
    }
}
