package backprop.notebook;

import backprop.formula.Sentence;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ValueTree;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a comment says, as HTML with its formulas typeset, or as plain text. */
final class DocText {
    private static final int WIDTH = 90;
    private static final Pattern SUBSCRIPT =
            Pattern.compile("(?<!\\p{L})(\\p{L})_(?:\\{([^}]*)\\}|([\\p{L}\\d]{1,2})(?![\\p{L}\\d]))");
    private static final Pattern CONSTANT = Pattern.compile("#(\\w+)");

    private final String type;
    private final boolean isHtml;

    /**
     * Makes one for the comments of a type.
     *
     * @param type with its package, where its constants are looked up
     */
    DocText(String type, boolean isHtml) {
        this.type = type;
        this.isHtml = isHtml;
    }

    /** Returns HTML, or text in lines of a page's width, with a blank line between paragraphs. */
    String of(List<? extends DocTree> trees) {
        String all = trees.stream().map(this::of).collect(Collectors.joining());
        return isHtml ? all.strip() : paragraphs(all);
    }

    /** Returns the same in one line. */
    String line(List<? extends DocTree> trees) {
        String all = of(trees);
        return isHtml ? all : all.replaceAll("\\s+", " ");
    }

    private String of(DocTree tree) {
        return switch (tree.getKind()) {
            case TEXT -> words(((TextTree) tree).getBody());
            case CODE -> code(((LiteralTree) tree).getBody().getBody());
            case LITERAL -> plain(((LiteralTree) tree).getBody().getBody());
            case LINK, LINK_PLAIN -> link((LinkTree) tree);
            case VALUE -> plain(value((ValueTree) tree));
            case ENTITY -> entity(((EntityTree) tree).getName().toString());
            case START_ELEMENT -> start(((StartElementTree) tree).getName().toString());
            case END_ELEMENT -> end(((EndElementTree) tree).getName().toString());
            default -> plain(tree.toString());
        };
    }

    private String words(String text) {
        String sentence = text.replaceAll("\\s+", " ");
        if (!isHtml) {
            return sentence;
        }
        StringBuilder html = new StringBuilder();
        boolean isFormula = false;
        for (String part : Sentence.parts(sentence)) {
            html.append(isFormula ? Html.typeset(part) : lowered(Html.text(part)));
            isFormula = !isFormula;
        }
        return html.toString();
    }

    /** With w_jk as w and a small jk below. */
    private static String lowered(String html) {
        Matcher index = SUBSCRIPT.matcher(html);
        return index.replaceAll(found ->
                found.group(1) + "<sub>" + (found.group(2) == null ? found.group(3) : found.group(2)) + "</sub>");
    }

    private String plain(String text) {
        return isHtml ? Html.text(text) : text;
    }

    private String code(String text) {
        return isHtml ? Html.code(text) : text;
    }

    private String link(LinkTree link) {
        return link.getLabel().isEmpty()
                ? code(link.getReference()
                        .getSignature()
                        .replaceFirst("^#", "")
                        .replaceFirst("^[a-z.]+\\.(?=[A-Z])", "")
                        .replace('#', '.'))
                : link.getLabel().stream().map(this::of).collect(Collectors.joining());
    }

    /** A constant's. */
    private String value(ValueTree value) {
        Matcher name = CONSTANT.matcher(value.getReference().getSignature());
        try {
            Field constant = Class.forName(type.replaceAll("(?<=[A-Z]\\w{0,60})\\.", "\\$"))
                    .getDeclaredField(name.find() ? name.group(1) : "");
            constant.setAccessible(true);
            Object found = constant.get(null);
            return found instanceof Integer || found instanceof Long
                    ? String.format(Locale.ROOT, "%,d", found)
                    : String.valueOf(found);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + value, e);
        }
    }

    private String entity(String name) {
        return isHtml
                ? "&" + name + ";"
                : switch (name) {
                    case "lt" -> "<";
                    case "gt" -> ">";
                    case "amp" -> "&";
                    default -> "&" + name + ";";
                };
    }

    private String start(String tag) {
        return isHtml
                ? "<" + tag + ">"
                : switch (tag) {
                    case "p", "table", "ul", "ol", "pre", "h2" -> "\n\n";
                    case "li" -> "\n- ";
                    case "tr" -> "\n";
                    case "td", "th" -> "  ";
                    default -> "";
                };
    }

    private String end(String tag) {
        return isHtml ? "</" + tag + ">" : tag.matches("ul|ol|table|pre|caption|h2") ? "\n\n" : "";
    }

    private static String paragraphs(String text) {
        return text.lines()
                .map(line -> wrapped(line.strip()))
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static String wrapped(String line) {
        StringBuilder wrapped = new StringBuilder();
        int width = 0;
        for (String word : line.split(" ")) {
            int length = word.codePointCount(0, word.length());
            boolean isFull = width > 0 && width + 1 + length > WIDTH;
            wrapped.append(width == 0 ? "" : isFull ? "\n" : " ").append(word);
            width = isFull || width == 0 ? length : width + 1 + length;
        }
        return wrapped.toString();
    }
}
