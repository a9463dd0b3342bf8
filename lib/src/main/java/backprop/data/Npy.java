package backprop.data;

import backprop.internal.Require;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;

/**
 * Arrays as the bytes of NumPy's {@code .npy} files: a magic number, a header in ASCII, then the entries. Written are
 * {@code <f8} and {@code <U}, row by row; read are all real numbers, in any order of bytes and of entries.
 *
 * <p>Source: R. Kern, NEP 1, A simple file format for NumPy arrays; {@code numpy.lib.format}.
 */
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNED = 64; // the entries begin at a multiple of it
    private static final String NUMBERS = "[fi][48]|i[12]|[ub]1";
    private static final Pattern HEADER = Pattern.compile("\\{'descr': '([<>|=]?)([a-zA-Z]\\d+)',"
            + " 'fortran_order': (True|False), 'shape': \\(((?:\\d{1,9}, )*(?:\\d{1,9},?)?)\\),? ?} *\n?");

    private final String what; // as messages call it
    private final String type; // such as f8
    private final boolean byColumns;
    private final int[] shape;
    private final ByteBuffer entries;

    private Npy(String what, String type, boolean byColumns, int[] shape, ByteBuffer entries) {
        this.what = what;
        this.type = type;
        this.byColumns = byColumns;
        this.shape = shape;
        this.entries = entries;
    }

    /** Returns a matrix as bytes, an array of two dimensions. */
    static byte[] of(SimpleMatrix m) {
        return of(Arrays.copyOf(m.getDDRM().data, m.getNumElements()), m.getNumRows() + ", " + m.getNumCols());
    }

    /** Returns numbers as bytes, an array of one dimension. */
    static byte[] of(double... numbers) {
        return of(numbers, numbers.length + ",");
    }

    private static byte[] of(double[] numbers, String shape) {
        ByteBuffer bytes = begun("<f8", shape, 8L * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    /** Returns texts as bytes, an array of one dimension: characters of four bytes, as many as the longest has. */
    static byte[] of(List<String> texts) {
        List<int[]> characters =
                texts.stream().map(text -> text.codePoints().toArray()).toList();
        int longest = characters.stream().mapToInt(text -> text.length).reduce(1, Math::max); // none has 0
        ByteBuffer bytes = begun("<U" + longest, texts.size() + ",", 4L * longest * texts.size());
        int start = bytes.position();
        for (int i = 0; i < texts.size(); i++) {
            bytes.position(start + 4 * longest * i).asIntBuffer().put(characters.get(i));
        }
        return bytes.array();
    }

    private static ByteBuffer begun(String type, String shape, long bytes) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int before = MAGIC.length + 4;
        int length = (before + header.length() + ALIGNED) / ALIGNED * ALIGNED;
        String padded = header + " ".repeat(length - before - header.length() - 1) + "\n";
        return ByteBuffer.allocate(Math.toIntExact(length + bytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put(new byte[] {1, 0})
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII));
    }

    /** Tells whether bytes begin as an array does. */
    static boolean begins(byte[] bytes) {
        return bytes.length >= MAGIC.length + 6 && Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length));
    }

    /**
     * Reads the header of an array.
     *
     * @param what as messages call it
     */
    static Npy in(String what, byte[] bytes) {
        Require.that(begins(bytes), what, "begin as NumPy's arrays do", bytes.length + " bytes of something else");
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
        int version = file.getShort() & 0xff;
        Require.range("the version of " + what, "lie", 1, 3, version);
        int length = version == 1 ? Short.toUnsignedInt(file.getShort()) : file.getInt();
        Require.range("the length of the header of " + what, "lie", 0, Math.min(file.remaining(), 1 << 16), length);
        String header = StandardCharsets.ISO_8859_1
                .decode(file.slice(file.position(), length))
                .toString();
        Matcher parts = HEADER.matcher(header);
        Require.that(parts.matches(), what, "be a plain array of numbers or texts", "one with " + header.strip());
        int[] shape = Pattern.compile("\\d+")
                .matcher(parts.group(4))
                .results()
                .mapToInt(size -> Integer.parseInt(size.group()))
                .toArray();
        ByteBuffer entries = file.position(file.position() + length)
                .slice()
                .order(parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return new Npy(what, parts.group(2), parts.group(3).equals("True"), shape, entries);
    }

    /** Tells whether these are numbers in two dimensions. */
    boolean isMatrix() {
        return shape.length == 2 && type.matches(NUMBERS);
    }

    /** Returns the numbers as a matrix; one dimension is a column, none is 1×1. */
    SimpleMatrix matrix() {
        Require.that(shape.length <= 2, what, "have two dimensions at most", Arrays.toString(shape));
        int rows = shape.length == 0 ? 1 : shape[0];
        int columns = shape.length < 2 ? 1 : shape[1];
        String rule = "hold f8, f4, i8, i4, i2, i1, u1 or b1, in NumPy's letters";
        Require.that(type.matches(NUMBERS), what, rule, type);
        int size = type.charAt(1) - '0';
        requireLength((long) rows * columns * size);
        SimpleMatrix m = new SimpleMatrix(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            m.set(byColumns ? i % rows : i / columns, byColumns ? i / rows : i % columns, entry(i * size));
        }
        return m;
    }

    private double entry(int at) {
        return switch (type) {
            case "f8" -> entries.getDouble(at);
            case "f4" -> entries.getFloat(at);
            case "i8" -> entries.getLong(at);
            case "i4" -> entries.getInt(at);
            case "i2" -> entries.getShort(at);
            case "i1" -> entries.get(at);
            default -> Byte.toUnsignedInt(entries.get(at)); // u1 and b1
        };
    }

    /** Returns the texts of an array of one dimension. */
    List<String> texts() {
        boolean fits = type.matches("U[1-9]\\d{0,5}") && shape.length == 1;
        Require.that(
                fits, what, "be a row of texts", "of NumPy's type " + type + " and shape " + Arrays.toString(shape));
        int length = Integer.parseInt(type.substring(1));
        requireLength(4L * length * shape[0]);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            texts.add(text(4 * length * i, length));
        }
        return texts;
    }

    private String text(int at, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length && entries.getInt(at + 4 * i) != 0; i++) {
            int character = entries.getInt(at + 4 * i);
            Require.that(Character.isValidCodePoint(character), what, "hold characters of Unicode", character);
            text.appendCodePoint(character);
        }
        return text.toString();
    }

    private void requireLength(long expected) {
        String rule = "hold " + expected + " bytes of entries, as its header says";
        Require.that(entries.limit() == expected, what, rule, entries.limit());
    }
}
