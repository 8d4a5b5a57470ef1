package dev.slipway.builder.verification;

import dev.slipway.builder.inspection.MediumReading.BakedFile;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.builder.site.SiteRewrite;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.verification.Finding.Fail;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Finding.Pass;
import dev.slipway.image.ImageReader;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Rules about what a site changes.
final class SiteRules {

    /// What may lie behind the area: room for a drive that reads ahead, and the backup GPT.
    private static final long TAIL_BYTES_MAX = 1 << 20;

    static final List<Rule<Subject>> ALL = List.of(
            new Rule<>(
                    "user-data-sound",
                    "the baked user-data is YAML that begins with #cloud-config, a preseed file, or an Ignition config",
                    SiteRules::userDataSound),
            new Rule<>(
                    "rewrite-finished",
                    "no change of the site area was interrupted: a part of it would be another site's",
                    SiteRules::rewriteFinished),
            new Rule<>(
                    "site-area-described",
                    "/slipway.json tells rightly where the site's files lie",
                    SiteRules::siteAreaDescribed),
            new Rule<>(
                    "site-area-last",
                    "what differs by site lies behind what does not, so that a site's checksum is cheap: no file and at most"
                            + " 1 MiB lie behind it",
                    SiteRules::siteAreaLast));

    private SiteRules() {}

    private static Finding userDataSound(Subject subject) {
        Optional<BakedFile> baked = subject.medium().userData();
        if (baked.isEmpty()) {
            return new NotApplicable("there is none where its flavour reads it");
        }
        try {
            BootConfiguration.of(
                    baked.get().node().content().toByteArray(BootConfiguration.SIZE_BYTES_MAX),
                    baked.get().path());
            return new Pass("/" + baked.get().path());
        } catch (ProblemException | IllegalStateException | IOException e) {
            return new Fail(String.valueOf(e.getMessage()));
        }
    }

    private static Finding rewriteFinished(Subject subject) {
        return SiteRewrite.interrupted(subject.medium().file())
                .<Finding>map(problem -> new Fail("%s; %s"
                        .formatted(problem.why().orElseThrow(), problem.fix().orElseThrow())))
                .orElseGet(() -> new Pass("nothing tells of one"));
    }

    private static Finding siteAreaDescribed(Subject subject) {
        try {
            Optional<SiteDescriptor> descriptor =
                    SiteDescriptor.read(subject.iso().tree().root());
            if (descriptor.isEmpty()) {
                return new NotApplicable("there is no /slipway.json");
            }
            List<String> problems = new ArrayList<>(overlaps(descriptor.get()));
            if (descriptor.get().offset() + descriptor.get().length()
                    > subject.iso().image().size()) {
                problems.add("the area reaches beyond the end of the image");
            }
            try (ImageReader image = ImageReader.of(subject.iso().image())) {
                for (SiteFile file : descriptor.get().files()) {
                    check(file, subject, image, problems);
                }
            }
            return Finding.of(
                    problems, "%d files".formatted(descriptor.get().files().size()));
        } catch (ProblemException | IOException e) {
            return new Fail(String.valueOf(e.getMessage()));
        }
    }

    /// Slots that reach into each other or out of the area: writing one would destroy what is not its own.
    private static List<String> overlaps(SiteDescriptor descriptor) {
        List<String> problems = new ArrayList<>();
        long free = descriptor.offset();
        for (SiteFile file : descriptor.files().stream()
                .sorted(Comparator.comparingLong(SiteFile::offset))
                .toList()) {
            if (file.offset() < free) {
                problems.add("the slot of %s begins at byte %d, where another reaches to byte %d"
                        .formatted(file.path(), file.offset(), free));
            }
            free = file.offset() + file.capacity();
        }
        if (free > descriptor.offset() + descriptor.length()) {
            problems.add("the slots reach to byte %d, the area to byte %d"
                    .formatted(free, descriptor.offset() + descriptor.length()));
        }
        return problems;
    }

    private static void check(SiteFile file, Subject subject, ImageReader image, List<String> problems)
            throws IOException {
        Node node = subject.iso().tree().root().find(file.path());
        if (!(node instanceof RegularFile regular)) {
            problems.add("%s is not on the medium".formatted(file.path()));
            return;
        }
        List<IsoExtent> extents = subject.iso().tree().locationOf(regular).extents();
        if (!extents.isEmpty() && extents.getFirst().offset() != file.offset()) {
            problems.add("%s lies at byte %d, not at byte %d"
                    .formatted(file.path(), extents.getFirst().offset(), file.offset()));
        }
        if (regular.content().size() > file.capacity()) {
            problems.add("%s is larger than its slot of %d bytes".formatted(file.path(), file.capacity()));
        }
        for (long at : file.sizeAt()) {
            ByteBuffer size = image.read("data length of " + file.path(), at, 8);
            long little =
                    Integer.toUnsignedLong(size.order(ByteOrder.LITTLE_ENDIAN).getInt(0));
            long big = Integer.toUnsignedLong(size.order(ByteOrder.BIG_ENDIAN).getInt(4));
            if (little != regular.content().size() || big != little) {
                problems.add("the size of %s does not stand at byte %d".formatted(file.path(), at));
            }
        }
    }

    private static Finding siteAreaLast(Subject subject) {
        try {
            Optional<SiteDescriptor> descriptor =
                    SiteDescriptor.read(subject.iso().tree().root());
            if (descriptor.isEmpty()) {
                return new NotApplicable("there is no /slipway.json");
            }
            long tail = subject.iso().image().size() - descriptor.get().offset();
            // An EFI system partition of a grafted base may have to lie behind the files.
            long efi = subject.iso()
                    .efi()
                    .filter(range -> range.offset() > descriptor.get().offset())
                    .map(range -> range.count() * 512)
                    .orElse(0L);
            String detail = "%d bytes from the area's beginning to the end".formatted(tail);
            long behind = tail - efi - descriptor.get().length();
            return behind <= TAIL_BYTES_MAX
                            && subject.filesEnd()
                                    <= descriptor.get().offset()
                                            + descriptor.get().length()
                    ? new Pass(efi == 0 ? detail : detail + ", of which the EFI system partition takes " + efi)
                    : new Fail(detail);
        } catch (ProblemException | IOException e) {
            return new Fail(String.valueOf(e.getMessage()));
        }
    }
}
