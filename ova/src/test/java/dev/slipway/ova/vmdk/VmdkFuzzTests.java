package dev.slipway.ova.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.util.TreeMap;

/// Whatever bytes a VMDK has, it is read or refused as malformed: no other failure and no endless work. Runs over the
/// seeds and findings beside it; CONTRIBUTING.md tells how to fuzz for new ones.
class VmdkFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void verifyWhenBytesAreAnyReadsOrRefuses(byte[] bytes) throws IOException {
        try {
            VmdkFile vmdk = VmdkFile.open(Image.ofBytes(bytes));
            assertThat(vmdk.populatedBytes()).isBetween(0L, vmdk.capacityBytes());
            assertThat(vmdk.grainCount()).isLessThanOrEqualTo(bytes.length / 512);
            vmdk.verify(Progress.NONE);
            if (vmdk.isReusable()) {
                VmdkFile same = VmdkFile.open(vmdk.withGrains(new TreeMap<>()));
                assertThat(same.grainCount()).isEqualTo(vmdk.grainCount());
            }
        } catch (MalformedImageException e) {
            assertThat(e.structure()).startsWith("VMDK ");
        }
    }
}
