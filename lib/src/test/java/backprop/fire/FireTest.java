package backprop.fire;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import backprop.Activation;
import backprop.Cost;
import backprop.Layer;
import backprop.Network;
import backprop.Sigmoid;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random networks, from tame to wild, each of which must keep every claim. {@code mvn -Pfire} fires 20,000 shots, other ones each
 * time; {@code -Dfire.seed=…} fires the same again.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FireTest {
    private static final int SHOTS = Integer.getInteger("fire.shots", 500);
    private static final long SEED = "new".equals(System.getProperty("fire.seed"))
            ? System.currentTimeMillis() % 1_000_000_000
            : Long.getLong("fire.seed", 1);

    @Test
    @Tag("rate")
    void every_shot_keeps_every_claim_and_most_are_telling() {
        AtomicInteger blocks = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        AtomicInteger trained = new AtomicInteger();
        List<Long> failed = LongStream.range(SEED, SEED + SHOTS)
                .parallel()
                .filter(seed -> {
                    Claims claims = Claims.of(Shot.of(seed));
                    blocks.addAndGet(claims.blocks);
                    cancelled.addAndGet(claims.cancelled);
                    trained.addAndGet(claims.trained ? 1 : 0);
                    return claims.fault != null;
                })
                .boxed()
                .toList();
        System.out.println("fire: " + SHOTS + " shots from seed " + SEED + ", " + failed.size() + " failed; " + blocks
                + " blocks compared, of " + cancelled + " the terms cancel");
        assertAll(failed.stream().limit(3).map(seed -> () -> fail("shot " + seed + ": " + told(Shot.of(seed)))));
        assertTrue(blocks.get() > 4 * SHOTS, "most gradients are not 0: " + blocks);
        assertTrue(cancelled.get() < blocks.get() / 500, "few need more than 1e-12 of the largest entry: " + cancelled);
        assertTrue(trained.get() > 0.95 * SHOTS, "nearly all take a step: " + trained);
    }

    private static String told(Shot shot) {
        String claim = Claims.of(shot).fault.claim();
        Shot smallest = Shrinking.smallest(shot, other -> breaks(other, claim));
        return shot + " breaks the claim that " + claim + ". So does\n" + smallest.code()
                + Claims.of(smallest).fault.seen();
    }

    private static boolean breaks(Shot shot, String claim) {
        Claims.Fault fault = Claims.of(shot).fault;
        return fault != null && fault.claim().equals(claim);
    }

    /** A sigmoid whose derivative is off by one in a thousand millions must be found, and little of the network be left. */
    @Test
    void a_planted_mistake_is_found_and_shrunk() {
        Activation wrong = new Activation("sigmoid", Sigmoid::of, z -> (1 + 1e-9) * Sigmoid.derivative(z));
        Shot found = LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(seed -> replaced(Shot.of(seed), wrong))
                .filter(shot -> shot.network().depth() > 2 && Claims.of(shot).fault != null)
                .findFirst()
                .orElseThrow();
        assertEquals("∇C is that of dual numbers", Claims.of(found).fault.claim());
        Shot smallest = Shrinking.smallest(found, shot -> breaks(shot, "∇C is that of dual numbers"));
        assertEquals(1, smallest.data().size());
        assertTrue(smallest.network().parameterCount() <= 4, smallest.toString());
        assertTrue(told(found).contains(smallest.code()));
    }

    private static Shot replaced(Shot shot, Activation sigmoid) {
        Stream<Layer> layers = shot.network().layers().stream()
                .map(layer -> new Layer(
                        layer.w(), layer.b(), layer.activation() == Activation.SIGMOID ? sigmoid : layer.activation()));
        return new Shot(new Network(layers.toList()), shot.cost(), shot.data());
    }

    /** Whatever has more than one of something can be made smaller, to ones and zeros. */
    @Test
    void what_always_fails_shrinks_to_one_neuron_and_plain_numbers() {
        Shot smallest = Shrinking.smallest(Shot.of(17), shot -> true);
        SimpleMatrix zero = new SimpleMatrix(1, 1);
        assertEquals("1-1", smallest.network().shape());
        assertEquals(1, smallest.data().size());
        assertTrue(smallest.network().w(1).isIdentical(zero, 0));
        assertTrue(smallest.data().x().isIdentical(zero, 0));
    }

    @Test
    void the_printed_code_makes_the_same_shot(@TempDir Path folder) throws Exception {
        Shot shot = LongStream.range(1, 100)
                .mapToObj(Shot::of)
                .filter(s -> s.network().parameterCount() < 60 && s.cost().averaged())
                .findFirst()
                .orElseThrow();
        Path file = folder.resolve("Case.java");
        Files.writeString(file, """
                import backprop.*;
                import org.ejml.simple.SimpleMatrix;
                public class Case {
                    public static Object[] made() {
                        %s
                        return new Object[] {network, cost, data};
                    }
                }
                """.formatted(shot.code()));
        String path = System.getProperty("java.class.path");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", path, "-d", folder.toString(), file.toString());
        assertEquals(0, result);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Object[] made =
                    (Object[]) loader.loadClass("Case").getMethod("made").invoke(null);
            assertEquals(shot.network(), made[0]);
            assertEquals(shot.cost(), made[1]);
            assertEquals(shot.data(), made[2]);
        }
    }

    @Test
    void every_activation_and_cost_is_fired() {
        assertEquals(
                constants(Activation.class),
                Stream.concat(Shot.HIDDEN.stream(), Stream.of(Activation.SOFTMAX))
                        .collect(Collectors.toSet()));
        assertEquals(constants(Cost.class), Set.copyOf(Shot.COSTS));
    }

    private static Set<Object> constants(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.getType() == type)
                .map(FireTest::value)
                .collect(Collectors.toSet());
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
