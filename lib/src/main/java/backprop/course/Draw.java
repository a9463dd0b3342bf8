package backprop.course;

import backprop.internal.Require;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Random;

/** What is drawn for a student: the same for the same name and key on every machine, however they are typed. */
final class Draw {
    private Draw() {}

    static void require(String name, String key) {
        requireText("name", name);
        requireText("key", key);
    }

    private static void requireText(String argument, String value) {
        String rule = "be given: it decides your numbers";
        Require.that(value != null && !value.isBlank(), argument, rule, value == null ? null : "empty");
    }

    /** Returns random numbers for one purpose. */
    static Random random(String name, String key, Object purpose) {
        String text = String.join("\n", plain(name), plain(key), purpose.toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Random(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256, but this one has not", e);
        }
    }

    /** A name as it counts: without capitals and the spaces around it. */
    static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
