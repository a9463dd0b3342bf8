package backprop.plot;

import backprop.Activation;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
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
        picture.pass().ifPresent(pass -> {
            if (l > 0) {
                lines.add("z " + number(pass.z(l).get(j)));
            }
            lines.add((l > 0 ? "a " : "x ") + number(pass.a(l).get(j)));
        });
        if (l > 0) {
            picture.errors()
                    .ifPresent(errors -> lines.add("δ " + number(errors.delta(l).get(j))));
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
        String rings = picture.errors().isPresent() ? "; rings δ, widest ±" + number(mostError) : "";
        return weight(picture) + " and " + bias(picture) + ", widest ±" + number(mostWeight) + rings;
    }

    /** Returns the line of text that stands for the picture. */
    static String text(NetworkPicture picture) {
        List<String> shown = new ArrayList<>();
        picture.pass().ifPresent(pass -> shown.addAll(List.of("z", "a")));
        picture.errors().ifPresent(errors -> shown.add("δ"));
        shown.add(weight(picture));
        shown.add(bias(picture));
        String lifted = picture.lifts().isEmpty()
                ? ""
                : "; lifted out " + picture.lifts().stream().map(Lift::toString).collect(Collectors.joining(", "));
        return "picture: network " + picture.network().shape() + " with " + String.join(", ", shown) + "; largest "
                + largest(picture) + lifted;
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
