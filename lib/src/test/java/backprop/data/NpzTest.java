package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.FreshJava;
import backprop.Gradient;
import backprop.History;
import backprop.Network;
import backprop.check.Check;
import backprop.check.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NpzTest {
    /** Files that NumPy itself wrote; README.md there tells what is in them. */
    private static final String NUMPY = "src/test/resources/backprop/data/";

    private static final Network NETWORK = Network.of(3, 4, 2).random(1).with(Activation.TANH, Activation.SOFTMAX);

    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String refusal(Supplier<?> load) {
        return assertThrows(IllegalArgumentException.class, load::get).getMessage();
    }

    /** The numbers of the README there. */
    private static SimpleMatrix f(int rows, int columns) {
        return new SimpleMatrix(rows, columns)
                .elementOp((int i, int j, double zero) -> (i * columns + j - rows * columns / 3.0) / 7);
    }

    private static SimpleMatrix single(SimpleMatrix m) {
        return m.elementOp((int i, int j, double number) -> (float) number);
    }

    @Nested
    class What_is_saved {
        @Test
        void comes_back_bit_for_bit() {
            double[] odd = {
                -0.0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN, Math.nextUp(1.0)
            };
            Npz.of("odd", odd).and(Npz.of("texts", List.of("σ′ 😀", "", "a"))).save(path("a.npz"));
            Npz back = Npz.load(path("a.npz"));
            assertArrayEquals(bits(odd), bits(back.numbers("odd")));
            assertEquals(List.of("σ′ 😀", "", "a"), back.texts("texts"));
            assertEquals(List.of("odd", "texts"), List.copyOf(back.names()));
            assertEquals("arrays [odd, texts]", back.toString());
        }

        private static long[] bits(double[] numbers) {
            return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
        }

        @Test
        void may_be_networks_gradients_and_histories_in_one_file() {
            SimpleMatrix x = SimpleMatrix.random_DDRM(3, 5, -1, 1, new Random(2));
            Gradient gradient = Backprop.gradient(
                    NETWORK, Cost.SQUARED_ERROR, x, NETWORK.output(x).plus(0.1));
            History history = new History(
                    "η = 1", "epoch", List.of(3.0, Double.NaN), Map.of("held out", List.of(0.1, 0.7)), "done");
            Npz.of(NETWORK).and(Npz.of(gradient)).and(Npz.of(history)).save(path("all.npz"));
            Npz back = Npz.load(path("all.npz"));
            assertEquals(NETWORK, back.network());
            assertEquals(gradient, back.gradient());
            assertEquals(history, back.history());
        }

        @Test
        void may_be_a_history_without_measures() {
            History bare = new History("η = 1", "step", List.of(1.0), Map.of(), "stopped by its rule");
            Npz.of(bare).save(path("bare.npz"));
            assertEquals(bare, Npz.load(path("bare.npz")).history());
        }

        @Test
        void may_be_an_empty_text() {
            Npz.of("remark", List.of("")).and(Npz.of("none", List.of())).save(path("empty.npz"));
            assertEquals(List.of(""), Npz.load(path("empty.npz")).texts("remark"));
            assertEquals(List.of(), Npz.load(path("empty.npz")).texts("none"));
        }

        @Test
        void with_an_activation_of_ones_own_needs_it_again() {
            Activation own = new Activation("sin", Math::sin, Math::cos);
            Network network = NETWORK.with(own, Activation.SIGMOID);
            Npz.of(network).save(path("own.npz"));
            Npz back = Npz.load(path("own.npz"));
            assertEquals(network, back.network(own, Activation.SIGMOID));
            assertEquals(
                    "activations must be given, as " + path("own.npz") + " has one of its own, 'sin', but was none",
                    refusal(back::network));
            assertEquals(
                    "activations must be those of " + path("own.npz") + ", [sin, sigmoid], but was [tanh]",
                    refusal(() -> back.network(Activation.TANH)));
        }

        @Test
        void is_the_same_file_whenever_it_is_saved() throws IOException {
            Npz.of(NETWORK).save(path("1.npz"));
            Npz.of(NETWORK).save(path("2.npz"));
            assertEquals(-1, Files.mismatch(folder.resolve("1.npz"), folder.resolve("2.npz")));
        }

        @Test
        void is_to_the_byte_what_NumPy_writes() throws IOException {
            assertArrayEquals(Files.readAllBytes(Path.of(NUMPY, "matrix.npy")), Npy.of(f(3, 4)));
            double[] vector = f(5, 1).getDDRM().data;
            assertArrayEquals(Files.readAllBytes(Path.of(NUMPY, "vector.npy")), Npy.of(vector));
            List<String> texts = List.of("sigmoid", "ReLU", "σ′ 😀");
            assertArrayEquals(Files.readAllBytes(Path.of(NUMPY, "texts.npy")), Npy.of(texts));
        }

        @Test
        void replaces_a_file_of_this_kind_and_no_other() throws IOException {
            Npz.of("a", 1).save(path("a.npz"));
            Npz.of("b", 2).save(path("a.npz"));
            assertEquals(Set.of("b"), Npz.load(path("a.npz")).names());
            Path notes = Files.writeString(folder.resolve("notes.ipynb"), "{}");
            assertEquals(
                    "path must name a new file or a .npz, which is replaced, but was '" + notes
                            + "', which is something else",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> Npz.of("a", 1).save(notes.toString()))
                            .getMessage());
            assertEquals("{}", Files.readString(notes));
        }

        @Test
        void has_each_name_once() {
            assertEquals(
                    "others must have names of their own, but was another 'a'",
                    refusal(() -> Npz.of("a", 1).and(Npz.of("a", 2))));
        }
    }

    @Nested
    class From_NumPy {
        @Test
        void come_all_types_and_orders_of_numbers() {
            Npz types = Npz.load(NUMPY + "types.npz");
            SimpleMatrix counted = new SimpleMatrix(new double[][] {{0, 1, 2}, {3, 4, 5}});
            SimpleMatrix truth = new SimpleMatrix(new double[][] {{0, 1, 0}, {1, 0, 1}});
            assertEquals(20, types.names().size());
            for (String name : types.names()) {
                SimpleMatrix expected = name.startsWith("?") ? truth : counted;
                assertTrue(expected.isIdentical(types.matrix(name), 0), name);
            }
        }

        @Test
        void come_single_arrays_under_the_names_of_their_files() {
            Npz files = Npz.load(NUMPY + "matrix.npy", NUMPY + "vector.npy", NUMPY + "scalar.npy", NUMPY + "texts.npy");
            assertTrue(f(3, 4).isIdentical(files.matrix("matrix"), 0));
            assertTrue(f(5, 1).isIdentical(files.matrix("vector"), 0), "a column");
            assertEquals(0.6, files.matrix("scalar").get(0));
            assertEquals(List.of("sigmoid", "ReLU", "σ′ 😀"), files.texts("texts"));
        }

        @Test
        void come_the_layers_of_PyTorch_in_single_precision() {
            Network network = Npz.load(NUMPY + "torch.npz").network(Activation.TANH, Activation.SIGMOID);
            assertEquals("3-4-2 network (tanh, sigmoid), 26 parameters", network.toString());
            assertTrue(single(f(4, 3)).isIdentical(network.w(1), 0));
            assertTrue(single(f(4, 1)).isIdentical(network.b(1), 0));
            assertTrue(single(f(2, 4)).isIdentical(network.w(2), 0));
            assertTrue(single(f(2, 1)).isIdentical(network.b(2), 0));
            assertEquals(network, Npz.load(NUMPY + "positional.npz").network(Activation.TANH, Activation.SIGMOID));
        }

        @Test
        void comes_a_network_of_rows_to_be_checked_with_its_gradient() {
            Npz rows = Npz.load(NUMPY + "rows.npz").transposed();
            Network network = rows.network(Activation.TANH, Activation.SIGMOID);
            assertTrue(f(3, 4).transpose().isIdentical(network.w(1), 0));
            assertTrue(network.output(rows.matrix("x")).isIdentical(rows.matrix("a"), 1e-15));
            DataSet data = new DataSet(rows.matrix("x"), rows.matrix("y"));
            Cost cost = Cost.HALF_SQUARED_ERROR.mean();
            assertEquals(
                    Verdict.PASS,
                    Check.on(network, cost, data)
                            .gradient((net, examples) -> rows.gradient())
                            .verdict());
            Gradient parameters = Npz.of(network).gradient();
            assertEquals(
                    Verdict.FAIL,
                    Check.on(network, cost, data)
                            .gradient((net, examples) -> parameters)
                            .verdict());
        }

        @Test
        void layers_count_by_their_numbers_or_in_the_order_of_the_file() {
            List<String> numbered = List.of("W10", "b10", "W2", "b2");
            assertEquals(
                    new LayerNames(List.of("W2", "W10"), List.of("b2", "b10")),
                    LayerNames.ofParameters("file", numbered));
            List<String> named = List.of("hidden.weight", "hidden.bias", "count", "out.weight", "out.bias");
            assertEquals(
                    new LayerNames(List.of("hidden.weight", "out.weight"), List.of("hidden.bias", "out.bias")),
                    LayerNames.ofParameters("file", named));
            assertEquals(
                    new LayerNames(List.of("0.weight.grad"), List.of("0.bias.grad")),
                    LayerNames.ofGradient(
                            "file", List.of("0.weight", "0.bias", "0.weight.grad", "0.bias.grad", "batch_mean")));
            assertEquals(
                    "file must hold the weights and biases of one layer or more, such as w1 and b1 or 0.weight and"
                            + " 0.bias, but was [w1, batch]",
                    refusal(() -> LayerNames.ofParameters("file", List.of("w1", "batch"))));
        }

        @Test
        void what_does_not_fit_is_refused_with_what_to_do() {
            String rows = NUMPY + "rows.npz";
            assertEquals(
                    "'W1' of " + rows + " must have 4 rows, one per entry of 'b1' (if it leads from row to column, call"
                            + " transposed() first), but was 3x4",
                    refusal(() -> Npz.load(rows).network(Activation.TANH)));
            assertEquals(
                    "activations must be one, or one for each of the 2 layers, but was 0",
                    refusal(() -> Npz.load(rows).transposed().network()));
            assertEquals(
                    rows + " must hold an array 'costs', but was [W1, b1, W2, b2, x, y, a, dW1, db1, dW2, db2]",
                    refusal(() -> Npz.load(rows).numbers("costs")));
            String cube = NUMPY + "cube.npy";
            assertEquals(
                    "'cube' of " + cube + " must have two dimensions at most, but was [2, 2, 2]",
                    refusal(() -> Npz.load(cube).matrix("cube")));
            String objects = NUMPY + "object.npz";
            assertEquals(
                    "'w1' of " + objects + " must be a plain array of numbers or texts, but was one with {'descr':"
                            + " '|O', 'fortran_order': False, 'shape': (2,), }",
                    refusal(() -> Npz.load(objects).matrix("w1")));
            String texts = NUMPY + "texts.npy";
            assertEquals(
                    "'texts' of " + texts
                            + " must hold f8, f4, i8, i4, i2, i1, u1 or b1, in NumPy's letters, but was U7",
                    refusal(() -> Npz.load(texts).matrix("texts")));
            String vector = NUMPY + "vector.npy";
            assertEquals(
                    "'vector' of " + vector + " must be a row of texts, but was of NumPy's type f8 and shape [5]",
                    refusal(() -> Npz.load(vector).texts("vector")));
        }
    }

    @Nested
    class Files_that_are_no_such_file {
        @Test
        void are_refused() throws IOException {
            Path text = Files.writeString(folder.resolve("text"), "no arrays at all");
            assertEquals(
                    text + " must be a .npy or .npz file of NumPy, whole and undamaged, but was something else",
                    refusal(() -> Npz.load(text.toString())));
            Path pickled = folder.resolve("model.pt");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(pickled))) {
                zip.putNextEntry(new ZipEntry("model/data.pkl"));
            }
            assertEquals(
                    pickled + " must hold .npy arrays, as np.savez writes them, but was [model/data.pkl]",
                    refusal(() -> Npz.load(pickled.toString())));
            String missing = refusal(() -> Npz.load("missing.npz"));
            assertTrue(missing.startsWith("path must name a file (a relative path starts at "), missing);
            Path cut = folder.resolve("cut.npy");
            byte[] whole = Files.readAllBytes(Path.of(NUMPY, "matrix.npy"));
            assertEquals(
                    "'cut' of " + cut + " must hold 96 bytes of entries, as its header says, but was 95",
                    refusal(() -> {
                        write(cut, Arrays.copyOf(whole, whole.length - 1));
                        return Npz.load(cut.toString()).matrix("cut");
                    }));
        }

        @Test
        void with_any_header_changed_are_refused_or_read() throws IOException {
            for (String name : List.of("matrix", "texts")) {
                byte[] whole = Files.readAllBytes(Path.of(NUMPY, name + ".npy"));
                for (int i = 0; i < 128; i++) {
                    for (int bit = 1; bit < 256; bit *= 2) {
                        byte[] damaged = whole.clone();
                        damaged[i] ^= (byte) bit;
                        requireSentence(() -> Npy.in(name, damaged).matrix());
                        requireSentence(() -> Npy.in(name, damaged).texts());
                    }
                }
                for (int length = 0; length < whole.length; length++) {
                    byte[] cut = Arrays.copyOf(whole, length);
                    String message = refusal(() -> Npy.in(name, cut).isMatrix()
                            ? Npy.in(name, cut).matrix()
                            : Npy.in(name, cut).texts());
                    assertTrue(message.startsWith(name) || message.contains(" of " + name), message);
                }
            }
        }

        private static void requireSentence(Supplier<?> reading) {
            try {
                assertNotNull(reading.get());
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().matches("(?s).+ must .+, but was .+"), e.getMessage());
            }
        }

        @Test
        void that_claim_more_than_they_hold_take_no_memory() throws IOException {
            byte[] whole = Files.readAllBytes(Path.of(NUMPY, "matrix.npy"));
            String claim =
                    new String(whole, 0, 128, "ISO-8859-1").replace("(3, 4), }           ", "(300000000, 400000), }");
            byte[] huge = whole.clone();
            System.arraycopy(claim.getBytes("ISO-8859-1"), 0, huge, 0, 128);
            write(folder.resolve("huge.npy"), huge);
            assertEquals(
                    "'huge' of " + path("huge.npy")
                            + " must hold 960000000000000 bytes of entries, as its header says, but was 96",
                    refusal(() -> Npz.load(path("huge.npy")).matrix("huge")));
        }

        @Test
        void that_unpack_to_more_than_fits_are_refused_before() throws Exception {
            Path bomb = folder.resolve("bomb.npz");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
                zip.putNextEntry(new ZipEntry("w1.npy"));
                for (int megabytes = 0; megabytes < 100; megabytes++) {
                    zip.write(new byte[1 << 20]);
                }
            }
            assertTrue(Files.size(bomb) < 200_000, "packed");
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(bomb)).order(ByteOrder.LITTLE_ENDIAN);
            int directory = bytes.getInt(bytes.limit() - 6);
            Path liar = folder.resolve("liar.npz");
            write(liar, bytes.putInt(directory + 24, 1000).array()); // the size unpacked
            Path packed = folder.resolve("packed.npy.gz");
            try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
                gzip.write(Files.readAllBytes(Path.of(NUMPY, "matrix.npy")));
                for (int megabytes = 0; megabytes < 100; megabytes++) {
                    gzip.write(new byte[1 << 20]);
                }
            }
            List<String> said = FreshJava.run(
                    List.of("-Xmx32m"), Loading.class, bomb.toString(), liar.toString(), packed.toString());
            assertTrue(
                    said.get(0)
                            .matches(
                                    bomb + " must take [78] MB unpacked at most, a quarter of Java's memory \\(-Xmx\\),"
                                            + " but was 104 MB"),
                    said.toString());
            String rule = " must be a .npy or .npz file of NumPy, whole and undamaged, but was broken: ";
            assertEquals(liar + rule + "w1.npy is not what was saved", said.get(1));
            assertTrue(said.get(2).startsWith(packed + " must take "), said.toString());
        }

        private static void write(Path file, byte[] bytes) {
            try {
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What a fresh Java runs: it says why it cannot load files. */
    static final class Loading {
        public static void main(String[] paths) {
            for (String path : paths) {
                System.out.println(refusal(() -> Npz.load(path)));
            }
        }
    }
}
