import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter;
import dev.slipway.ova.vmdk.VmdkOptions;
import dev.slipway.ova.vmdk.VmdkWriter;
import java.io.IOException;
import java.nio.file.Path;

/// Turns a raw disk into a streamOptimized VMDK, as a whole process: `RAW VMDK [LEVEL]`.
public final class VmdkBenchmark {

    private VmdkBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        VmdkOptions options = VmdkOptions.of(1);
        if (arguments.length > 2) {
            options = options.withLevel(Integer.parseInt(arguments[2]));
        }
        VmdkWriter.write(
                Image.ofSparseFile(Path.of(arguments[0])),
                options,
                Path.of(arguments[1]),
                ImageWriter.Progress.NONE);
    }
}
