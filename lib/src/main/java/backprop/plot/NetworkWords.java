package backprop.plot;

import backprop.Activation;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** What is written in and about a drawn network. */
final class NetworkWords {
    private static final int DIGITS = 3;

    private NetworkWords() {}

    static String number(double value) {
        return Labels.number(value, DIGITS);
    }

    private static String signed(double change) {
        return (change > 0 ? "+" : "") + number(change);
    }

    /** Returns the number of an edge, after what a nudge measured. */
    static String number(NetworkPicture picture, NetworkPlan.Edge edge) {
        String w = number(picture.w(edge.l()).get(edge.j(), edge.k()));
        OptionalDouble measured = picture.measured(edge.l(), edge.j(), edge.k());
        return measured.isPresent() ? number(measured.getAsDouble()) + " | " + w : w;
    }

    /** Returns what stands above a layer: {@code input x}, {@code layer 1 · σ}, {@code output a² · σ}. */
    static String heading(NetworkPicture picture, int l) {
        if (l == 0) {
            return "input x";
        }
        boolean isLast = l == picture.network().depth();
        String layer = isLast ? "output a" + Numbers.superscript(l) : "layer " + l;
        return layer + " · " + name(picture.network().layer(l).activation());
    }

    private static String name(Activation activation) {
        return activation.equals(Activation.SIGMOID) ? "σ" : activation.name();
    }

    /** Returns the lines in a neuron: its z, a and δ where they are given, else its name. */
    static List<String> lines(NetworkPicture picture, int l, int j) {
        List<String> lines = new ArrayList<>();
        picture.pass(l).ifPresent(pass -> {
            if (l > 0) {
                lines.add("z " + number(pass.z(l).get(j)));
            }
            lines.add((l > 0 ? "a " : "x ") + number(pass.a(l).get(j)));
        });
        picture.change(l, j).ifPresent(change -> lines.add("Δa " + signed(change)));
        if (l > 0) {
            picture.delta(l, j).ifPresent(delta -> lines.add("δ " + number(delta)));
        }
        if (lines.isEmpty()) {
            lines.add(name(l, j));
        }
        return lines;
    }

    /** Returns the name of a neuron, after its activation: a¹₃, and x₃ in the input. */
    static String name(int l, int j) {
        return (l > 0 ? "a" + Numbers.superscript(l) : "x") + Numbers.subscript(j);
    }

    /** Returns what the edges show: w or ∂C/∂w. */
    static String weight(NetworkPicture picture) {
        return picture.hasGradient() ? "∂C/∂w" : "w";
    }

    /** Returns what the strokes show: b or ∂C/∂b. */
    static String bias(NetworkPicture picture) {
        return picture.hasGradient() ? "∂C/∂b" : "b";
    }

    /** Returns what the widest line stands for. */
    static String scale(NetworkPicture picture, double mostWeight, double mostError) {
        String rings = !picture.deltas().isEmpty() ? "; rings δ, widest ±" + number(mostError) : "";
        String numbers = picture.hasMeasured() ? " (measured | by formula)" : "";
        return weight(picture) + numbers + " and " + bias(picture) + ", widest ±" + number(mostWeight) + rings;
    }

    /** Returns the line of text that stands for the picture. */
    static String text(NetworkPicture picture) {
        List<String> shown = new ArrayList<>();
        if (picture.hasPass()) {
            shown.addAll(picture.hasRipple() ? List.of("z", "a", "Δa") : List.of("z", "a"));
        }
        if (picture.hasErrors()) {
            shown.add("δ");
        }
        shown.add(weight(picture) + (picture.hasMeasured() ? " measured and by formula" : ""));
        shown.add(bias(picture));
        String lifted = picture.lifts().isEmpty()
                ? ""
                : "; lifted out " + picture.lifts().stream().map(Lift::toString).collect(Collectors.joining(", "));
        String title = picture.title().isEmpty() ? "" : "\"" + picture.title() + "\", ";
        return "picture: " + title + "network " + picture.network().shape() + " with " + String.join(", ", shown)
                + "; largest " + largest(picture) + lifted;
    }

    /** Returns the first of the largest weights with its value, such as {@code w²₁₃ = 1.7}. */
    private static String largest(NetworkPicture picture) {
        int best = 1;
        for (int l = 2; l <= picture.network().depth(); l++) {
            best = size(picture.w(l), largest(picture.w(l))) > size(picture.w(best), largest(picture.w(best)))
                    ? l
                    : best;
        }
        SimpleMatrix w = picture.w(best);
        int at = largest(w);
        return weight(picture, best, at / w.getNumCols(), at % w.getNumCols()) + " = " + number(w.get(at));
    }

    private static int largest(SimpleMatrix m) {
        return IntStream.range(0, m.getNumElements()).reduce(0, (best, i) -> size(m, i) > size(m, best) ? i : best);
    }

    /** Returns |entry|, and −1 for one that is no number. */
    private static double size(SimpleMatrix m, int i) {
        return Double.isNaN(m.get(i)) ? -1 : Math.abs(m.get(i));
    }

    private static String weight(NetworkPicture picture, int l, int j, int k) {
        String between = j > 9 || k > 9 ? "," : "";
        return weight(picture) + Numbers.superscript(l) + Numbers.subscript(j) + between + Numbers.subscript(k);
    }
}
