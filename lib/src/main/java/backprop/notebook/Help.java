package backprop.notebook;

import backprop.internal.Require;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the library's documentation says, with formulas typeset: {@code Help.of(Backprop.class)}, {@code
 * Help.of("hiddenError")}, {@code Help.of("Charts.costCurve")}, {@code Help.of("BP2")}, {@code Help.of("∇C")}. With
 * {@code import static backprop.notebook.Help.help;} it is {@code help("hiddenError")}.
 */
public final class Help {
    private static final int MOST_PAGES = 4;
    private static final int NEAREST = 3;
    private static final Pattern CALL = Pattern.compile("([\\w.]+)\\(([^()]*)\\)");

    private final String question;
    private final List<Docs.Entry> entries;

    private Help(String question, List<Docs.Entry> entries) {
        this.question = question;
        this.entries = entries;
    }

    /** Returns the page of a class of this library, with a line for each of its members. */
    public static Help of(Class<?> type) {
        String name = Require.given("type", type).getCanonicalName();
        return new Help(type.getSimpleName(), found(entry -> entry.type().equals(name)));
    }

    /**
     * Returns the pages of a class, a method, a constant or a record's component. Any other word, such as BP3 or δ, finds what
     * is said of it in the first sentences.
     *
     * @param name such as hiddenError, Backprop.hiddenError or Backprop
     */
    public static Help of(String name) {
        String word = Require.notBlank("name", name)
                .strip()
                .replaceFirst("\\(.*", "")
                .replaceFirst("^[a-z.]+\\.(?=[A-Z])", "");
        return Stream.<Predicate<Docs.Entry>>of(
                        entry -> entry.simpleType().equals(word),
                        entry -> isNamed(entry, word)
                                || isComponent(entry, word)
                                || entry.first().startsWith(word + ","),
                        entry -> says(entry.first(), word))
                .map(Help::found)
                .filter(entries -> !entries.isEmpty())
                .findFirst()
                .map(entries -> new Help(word, entries))
                .orElseGet(() -> new Help(word, List.of()));
    }

    private static boolean isNamed(Docs.Entry entry, String word) {
        return ("." + entry.simpleType() + "." + entry.name()).endsWith("." + word);
    }

    private static boolean isComponent(Docs.Entry entry, String word) {
        return entry.isType()
                && Pattern.compile(" " + Pattern.quote(word) + "[,)]")
                        .matcher(entry.signature())
                        .find();
    }

    /** The same as {@link #of(Class)}. */
    public static Help help(Class<?> type) {
        return of(type);
    }

    /** The same as {@link #of(String)}. */
    public static Help help(String name) {
        return of(name);
    }

    /**
     * Returns what is said of what a kernel names by its signature, {@code double Sigmoid.of(double z)}; nothing of what is not
     * the library's.
     */
    static Help ofSignatures(List<String> signatures) {
        Set<String> calls = signatures.stream().map(Help::call).collect(Collectors.toSet());
        return new Help(
                "",
                found(entry -> calls.contains(call(entry.signature()))
                        || entry.isType() && signatures.contains(entry.type())));
    }

    /** A signature without types: Sigmoid.of(z). */
    private static String call(String signature) {
        String bare = signature
                .replaceAll("<[^<>]*>", "")
                .replaceAll("<[^<>]*>", "")
                .replaceAll("\\b[a-z]+\\.(?=[a-z.]*[A-Z])", "");
        Matcher call = CALL.matcher(bare);
        return call.find() ? call.group(1) + "(" + call.group(2).replaceAll("[^,]* ", "") + ")" : signature;
    }

    private static List<Docs.Entry> found(Predicate<Docs.Entry> which) {
        return Docs.all().stream().filter(which).toList();
    }

    private static boolean says(String text, String word) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                .matcher(text)
                .find();
    }

    /** Whether nothing was found. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns it with its formulas typeset. */
    String html() {
        return entries.isEmpty() ? Html.text(toString()) : page(true);
    }

    /** The same as plain text; of a name that the library does not have, one sentence with those nearest to it. */
    @Override
    public String toString() {
        return entries.isEmpty() ? "The library has no '" + question + "'. Nearest: " + nearest() + "." : page(false);
    }

    /** A type with its members in a line each; few others whole, many in a line each. */
    private String page(boolean isHtml) {
        Docs.Entry first = entries.get(0);
        boolean isOneType =
                first.isType() && entries.stream().allMatch(e -> e.type().startsWith(first.type()));
        List<Docs.Entry> whole = isOneType ? List.of(first) : entries.size() <= MOST_PAGES ? entries : List.of();
        List<Docs.Entry> lines =
                entries.stream().filter(e -> !whole.contains(e)).toList();
        Stream<String> pages = whole.stream().map(entry -> page(entry, isHtml));
        Stream<String> list = lines.isEmpty() ? Stream.of() : Stream.of(list(lines, isHtml));
        return Stream.concat(pages, list).collect(Collectors.joining(isHtml ? "\n<hr>\n" : "\n\n"));
    }

    private static String list(List<Docs.Entry> entries, boolean isHtml) {
        return entries.stream()
                .map(e -> isHtml
                        ? Html.row(Html.left(Html.code(e.signature())), Html.left(first(e)))
                        : e.signature() + "\n    " + e.first())
                .collect(Collectors.joining(isHtml ? "" : "\n", isHtml ? "<table>\n" : "", isHtml ? "</table>" : ""));
    }

    /** The first sentence, typeset. */
    private static String first(Docs.Entry entry) {
        return entry.doc() == null
                ? ""
                : new DocText(entry.type(), true).line(entry.doc().getFirstSentence());
    }

    private static String page(Docs.Entry entry, boolean isHtml) {
        DocText text = new DocText(entry.type(), isHtml);
        String title = isHtml ? "<p>" + Html.code(entry.signature()) + "</p>" : entry.signature();
        if (entry.doc() == null) {
            return title;
        }
        DocCommentTree doc = entry.doc();
        String body = text.of(doc.getFullBody());
        String tags =
                doc.getBlockTags().stream().map(tag -> tag(tag, text, isHtml)).collect(Collectors.joining());
        return isHtml
                ? title + "\n<div>" + body + "</div>" + (tags.isEmpty() ? "" : "\n<table>\n" + tags + "</table>")
                : (title + "\n\n" + body + "\n\n" + tags).strip();
    }

    private static String tag(DocTree tag, DocText text, boolean isHtml) {
        return switch (tag.getKind()) {
            case PARAM -> {
                ParamTree param = (ParamTree) tag;
                String name = param.isTypeParameter()
                        ? "<" + param.getName() + ">"
                        : param.getName().toString();
                yield row(name, text.line(param.getDescription()), isHtml);
            }
            case RETURN -> row("returns", text.line(((ReturnTree) tag).getDescription()), isHtml);
            case THROWS ->
                row(
                        "throws",
                        ((ThrowsTree) tag).getExceptionName() + " " + text.line(((ThrowsTree) tag).getDescription()),
                        isHtml);
            default -> "";
        };
    }

    private static String row(String name, String text, boolean isHtml) {
        return isHtml ? Html.row(Html.left(Html.code(name)), Html.left(text)) : name + ": " + text + "\n";
    }

    /** Names that need the fewest changes, in upper case or lower. */
    private String nearest() {
        String asked = question.toLowerCase(Locale.ROOT);
        return Docs.all().stream()
                .map(e -> e.isType() ? e.simpleType() : e.name())
                .distinct()
                .sorted(Comparator.<String>comparingInt(name -> distance(asked, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEAREST)
                .collect(Collectors.joining(", "));
    }

    /** How many letters are to be changed, added or left out. */
    private static int distance(String one, String other) {
        List<Integer> row = new ArrayList<>();
        for (int j = 0; j <= other.length(); j++) {
            row.add(j);
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row.set(0, i);
            for (int j = 1; j <= other.length(); j++) {
                int same = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row.get(j);
                row.set(j, Math.min(same, 1 + Math.min(diagonal, row.get(j - 1))));
            }
        }
        return row.get(other.length());
    }
}
