package backprop.formula;

import backprop.formula.Paper.Row;
import backprop.formula.Paper.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts whose verdicts are known, and what becomes of each statement in them; their README tells the labels. */
final class Corpus {
    private static final Path HOME = Path.of("src", "test", "resources", "backprop", "formula");
    private static final Pattern LABEL = Pattern.compile("(?:%!|<!--!|#!)\\s*(.*?)(?:\\s*-->)?");
    private static final String DISPLAY = "(?s)\\s*(\\$[^$]+\\$|\\$\\$[^$]+\\$\\$|\\\\\\[.+\\\\\\])\\s*";
    private static final Map<String, Corpus> CORPORA = new ConcurrentHashMap<>();

    /**
     * A statement with its label.
     *
     * @param source as it stands in its text
     * @param rows what is said of it
     * @param mended the verdict on each of its repairs, put into its text
     */
    record Sample(String file, int line, String label, String source, List<Row> rows, Map<Repair, Verdict> mended) {
        private static final Set<Verdict> GOOD = EnumSet.of(Verdict.RIGHT, Verdict.RIGHT_IF);

        boolean is(String kind) {
            return label.split("[ =]")[0].equals(kind);
        }

        private boolean has(Verdict verdict) {
            return rows.stream().anyMatch(row -> row.verdict() == verdict);
        }

        boolean isRead() {
            return !rows.isEmpty() && !has(Verdict.UNREADABLE);
        }

        boolean hasEquals() {
            return source.matches("(?s).*(=|≔|&=).*");
        }

        private boolean isPassed() {
            return rows.stream().anyMatch(row -> GOOD.contains(row.verdict()))
                    && rows.stream().allMatch(row -> GOOD.contains(row.verdict()) || row.verdict() == Verdict.NO_CLAIM);
        }

        /** Whether it is called wrong and is not. */
        boolean isAccused() {
            return !is("wrong") && has(Verdict.WRONG);
        }

        /** Whether it is called right and is wrong, or has no one meaning. */
        boolean isFalselyPassed() {
            return (is("wrong") || is("refused")) && isPassed();
        }

        /** Whether what is said of it is what its label says. */
        boolean isJudged() {
            return switch (label.split("[ =]")[0]) {
                case "right" -> isPassed();
                case "wrong" -> has(Verdict.WRONG);
                case "definition", "update" ->
                    !has(Verdict.WRONG) && !has(Verdict.UNREADABLE) && !has(Verdict.UNJUDGED);
                case "expression" -> !has(Verdict.UNREADABLE);
                default -> !isAccused() && !isFalselyPassed();
            };
        }

        boolean isMendable() {
            return is("wrong") && label.contains("=>");
        }

        boolean isMended() {
            return is("wrong") && mended.values().stream().anyMatch(GOOD::contains);
        }

        /** The repairs that are wrong themselves. */
        List<Repair> falseRepairs() {
            return repairs(EnumSet.of(Verdict.WRONG));
        }

        /** The repairs of which their text cannot say that they are right. */
        List<Repair> openRepairs() {
            return repairs(EnumSet.complementOf(EnumSet.of(Verdict.RIGHT, Verdict.RIGHT_IF, Verdict.WRONG)));
        }

        private List<Repair> repairs(Set<Verdict> which) {
            return mended.entrySet().stream()
                    .filter(entry -> which.contains(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public String toString() {
            String said = rows.stream()
                    .map(row -> row.verdict() + " " + row.understood() + " " + row.why() + " " + row.repairs())
                    .collect(Collectors.joining("; "));
            return file + ":" + line + " [" + label + "] " + said
                    + repairs(EnumSet.complementOf(EnumSet.of(Verdict.RIGHT, Verdict.RIGHT_IF))).stream()
                            .map(repair -> "; " + mended.get(repair) + ": " + repair)
                            .collect(Collectors.joining());
        }
    }

    private final List<Sample> samples;

    private Corpus(List<Sample> samples) {
        this.samples = samples;
    }

    /** The texts in a folder, judged once. */
    static Corpus of(String folder) {
        return CORPORA.computeIfAbsent(folder, name -> of(texts(name)));
    }

    static Corpus of(List<Path> texts) {
        return new Corpus(texts.parallelStream().flatMap(Corpus::samples).toList());
    }

    /** The folders there are. */
    static List<String> folders() {
        return listed(HOME).stream()
                .filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    static List<Path> texts(String folder) {
        return listed(HOME.resolve(folder));
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path text) {
        try {
            return Files.readString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of a text without their labels. */
    static List<String> statements(Path text) {
        return labelled(text, List.of()).map(Sample::source).toList();
    }

    private static Stream<Sample> samples(Path text) {
        Paper paper = Paper.of(read(text));
        List<Sample> samples = labelled(text, paper.rows()).toList();
        Map<Repair, Verdict> verdicts = mended(text, paper, samples);
        return samples.stream().map(sample -> {
            Map<Repair, Verdict> own =
                    new TreeMap<>((one, other) -> one.formula().compareTo(other.formula()));
            sample.rows().forEach(row -> row.repairs().forEach(repair -> own.put(repair, verdicts.get(repair))));
            return new Sample(sample.file(), sample.line(), sample.label(), sample.source(), sample.rows(), own);
        });
    }

    private static Stream<Sample> labelled(Path text, List<Row> rows) {
        List<String> lines = read(text).lines().toList();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (LABEL.matcher(lines.get(i).strip()).matches()) {
                labels.add(i);
            }
        }
        List<Sample> samples = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            int from = labels.get(k);
            int to = k + 1 < labels.size() ? labels.get(k + 1) : lines.size();
            Matcher label = LABEL.matcher(lines.get(from).strip());
            if (!label.matches()) {
                throw new AssertionError(lines.get(from));
            }
            List<Row> own = rows.stream()
                    .filter(row -> row.line() > from + 1 && row.line() <= to)
                    .toList();
            String source = String.join("\n", lines.subList(from + 1, to));
            samples.add(new Sample(text.getFileName().toString(), from + 1, label.group(1), source, own, Map.of()));
        }
        return samples.stream();
    }

    /** The best verdict on each repair, as LaTeX and as Unicode, where it stands in its text in a line of its own. */
    private static Map<Repair, Verdict> mended(Path text, Paper paper, List<Sample> samples) {
        List<Repair> repairs =
                paper.rows().stream().flatMap(row -> row.repairs().stream()).toList();
        if (repairs.isEmpty()) {
            return Map.of();
        }
        String before = read(text);
        for (Sample sample : samples) {
            boolean isWrong = sample.has(Verdict.WRONG) && sample.source().matches(DISPLAY);
            before = isWrong ? before.replace(sample.source(), sample.source().replaceAll(".+", "")) : before;
        }
        before = before.stripTrailing() + "\n\n";
        String sign = text.toString().endsWith(".txt") ? "" : "$$";
        String added = repairs.stream()
                .flatMap(repair -> Stream.of(repair.latex(), repair.formula()))
                .map(formula -> sign + formula + sign)
                .collect(Collectors.joining("\n"));
        long first = 1 + before.chars().filter(c -> c == '\n').count();
        Map<Long, Verdict> verdicts = Paper.of(before + added, found(paper)).rows().stream()
                .collect(Collectors.toMap(row -> row.line() - first, Row::verdict, (one, other) -> one));
        Map<Repair, Verdict> best = new HashMap<>();
        for (int i = 0; i < repairs.size(); i++) {
            Verdict latex = verdicts.getOrDefault(2L * i, Verdict.UNREADABLE);
            Verdict unicode = verdicts.getOrDefault(2L * i + 1, Verdict.UNREADABLE);
            best.put(repairs.get(i), latex.compareTo(unicode) <= 0 ? latex : unicode);
        }
        return best;
    }

    /** Every convention as it was found, but for a cost of the text's own. */
    private static Convention[] found(Paper paper) {
        Map<Convention.Group, Convention> agreed = new EnumMap<>(Convention.Group.class);
        for (Convention.Group group : Convention.Group.values()) {
            agreed.put(group, group.choices().get(0));
        }
        paper.conventions().forEach(convention -> agreed.put(convention.group(), convention));
        agreed.values().remove(Convention.OWN_COST);
        return agreed.values().toArray(Convention[]::new);
    }

    List<Sample> all(Predicate<Sample> which) {
        return samples.stream().filter(which).toList();
    }

    int count(Predicate<Sample> which) {
        return all(which).size();
    }

    int falseRepairs() {
        return samples.stream().mapToInt(sample -> sample.falseRepairs().size()).sum();
    }

    int openRepairs() {
        return samples.stream().mapToInt(sample -> sample.openRepairs().size()).sum();
    }

    /** Those that are so, a line each. */
    String told(Predicate<Sample> which) {
        return all(which).stream().map(Sample::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d statements, %d read, %d judged as labelled, %d accused, %d wrong passed, %d of %d mended, %d false repairs,"
                        + " %d open ones",
                count(sample -> true),
                count(Sample::isRead),
                count(Sample::isJudged),
                count(Sample::isAccused),
                count(Sample::isFalselyPassed),
                count(Sample::isMended),
                count(Sample::isMendable),
                falseRepairs(),
                openRepairs());
    }
}
