import dev.slipway.image.iso9660.IsoLayout;
import dev.slipway.image.iso9660.IsoRequest;
import dev.slipway.image.iso9660.VolumeDate;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.scan.DirectoryScan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Makes an ISO with Rock Ridge and Joliet of a folder, as a whole process: `FOLDER ISO`.
public final class AuthorBenchmark {

    private AuthorBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        VolumeLabels labels = VolumeLabels.of("BENCHMARK", VolumeDate.of(Instant.EPOCH));
        IsoRequest request = IsoRequest.of(DirectoryScan.of(Path.of(arguments[0])), labels);
        IsoLayout.plan(request).image().writeTo(Path.of(arguments[1]));
    }
}
