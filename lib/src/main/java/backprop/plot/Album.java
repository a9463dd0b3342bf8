package backprop.plot;

import backprop.internal.Require;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Pictures in rows and columns: a column is as wide as its widest, a row as high as its highest. */
final class Album {
    private static final int GAP = 8;

    private final List<Picture> pictures;
    private final int columns;
    private final int[] widths;
    private final int[] heights;

    Album(int columns, List<Picture> pictures) {
        Require.atLeast("columns", 1, columns);
        Require.atLeast("the number of pictures", 1, pictures.size());
        this.pictures = pictures;
        this.columns = Math.min(columns, pictures.size());
        widths = most(this.columns, i -> i % this.columns, Picture::width);
        heights = most((pictures.size() - 1) / this.columns + 1, i -> i / this.columns, Picture::height);
    }

    private int[] most(int lines, ToIntFunction<Integer> line, ToIntFunction<Picture> size) {
        int[] most = new int[lines];
        for (int i = 0; i < pictures.size(); i++) {
            int at = line.applyAsInt(i);
            most[at] = Math.max(most[at], size.applyAsInt(pictures.get(i)));
        }
        return most;
    }

    Picture paint() {
        Canvas canvas = new Canvas(start(widths, widths.length) - GAP, start(heights, heights.length) - GAP);
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            int x = start(widths, i % columns) + (widths[i % columns] - picture.width()) / 2;
            int y = start(heights, i / columns) + (heights[i / columns] - picture.height()) / 2;
            canvas.paste(image(picture), x, y, picture.width(), picture.height());
        }
        return canvas.drawing(pictures.stream().map(Picture::text).collect(Collectors.joining("\n")));
    }

    /** Returns where a row or a column begins. */
    private static int start(int[] sizes, int line) {
        return IntStream.range(0, line).map(i -> sizes[i] + GAP).sum();
    }

    private static BufferedImage image(Picture picture) {
        BufferedImage image;
        try { // in memory: ImageIO's default stream writes a temporary file; read() closes this one
            image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.png())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Require.that(image != null, "pictures", "hold PNG files", picture.text());
        return image;
    }
}
