package dev.slipway.builder.verification;

import dev.slipway.builder.verification.Finding.Fail;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Finding.Pass;
import dev.slipway.image.hybrid.SectorRange;
import dev.slipway.image.iso9660.BootCatalog;
import dev.slipway.image.iso9660.BootPlatform;
import dev.slipway.image.partition.GptFinding;
import dev.slipway.image.partition.GptRule;
import dev.slipway.image.partition.MbrPartition;
import dev.slipway.image.partition.PartitionType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Rules about partitions.
final class PartitionRules {

    private static final long SECTOR_BYTES = 512;

    private static final Set<GptRule> ABOUT_BOTH_COPIES = EnumSet.of(GptRule.ALTERNATE_LBA, GptRule.COPIES_AGREE);

    static final List<Rule<Subject>> ALL = List.of(
            new Rule<>(
                    "partition-covers-files",
                    "the partition with the files covers every one of them: a USB boot ends in read errors where it"
                            + " does not",
                    PartitionRules::partitionCoversFiles),
            new Rule<>(
                    "gpt-sound",
                    "the GPT is as the UEFI specification wants it: firmware ignores one that is not",
                    subject -> gpt(subject, finding -> !aboutBackup(finding) && !aboutOverlaps(finding))),
            new Rule<>(
                    "gpt-backup-at-end",
                    "the backup GPT is the last of the image and agrees with the first",
                    subject -> gpt(subject, PartitionRules::aboutBackup)),
            new Rule<>(
                    "gpt-no-overlap",
                    "no two partitions of the GPT overlap",
                    subject -> gpt(subject, PartitionRules::aboutOverlaps)),
            new Rule<>(
                    "mbr-active",
                    "one partition of the MBR is active: some BIOS boot nothing else",
                    PartitionRules::mbrActive),
            new Rule<>(
                    "efi-named-alike",
                    "GPT, MBR and boot catalog name the same EFI system partition",
                    PartitionRules::efiNamedAlike),
            new Rule<>(
                    "efi-has-loader",
                    "the EFI system partition is sound FAT and holds a loader in /EFI/BOOT",
                    PartitionRules::efiHasLoader));

    private PartitionRules() {}

    private static Finding partitionCoversFiles(Subject subject) {
        Optional<SectorRange> partition = subject.filesPartition();
        if (partition.isEmpty()) {
            return new NotApplicable("there is no partition with files");
        }
        SectorRange range = partition.get();
        long end = (range.last() + 1) * SECTOR_BYTES;
        List<String> problems = new ArrayList<>();
        if (subject.filesEnd() > end) {
            problems.add("the last file ends at byte %d, the partition at byte %d".formatted(subject.filesEnd(), end));
        }
        subject.extents().stream()
                .findFirst()
                .filter(first -> first.offset() < range.offset())
                .ifPresent(first -> problems.add("the first file begins at byte %d, the partition at byte %d"
                        .formatted(first.offset(), range.offset())));
        return Finding.of(problems, "sectors %d to %d".formatted(range.first(), range.last()));
    }

    private static Finding gpt(Subject subject, Predicate<GptFinding> about) {
        if (subject.gptProblem().isPresent()) {
            return new Fail(subject.gptProblem().get());
        }
        if (subject.gpt().isEmpty()) {
            return new NotApplicable("there is no GPT");
        }
        List<String> problems = subject.gpt().get().findings().stream()
                .filter(about)
                .map(GptFinding::problem)
                .toList();
        return Finding.of(problems, "");
    }

    private static boolean aboutBackup(GptFinding finding) {
        return finding.isAboutBackup() || ABOUT_BOTH_COPIES.contains(finding.rule());
    }

    private static boolean aboutOverlaps(GptFinding finding) {
        return finding.rule() == GptRule.PARTITION_OVERLAP;
    }

    private static Finding mbrActive(Subject subject) {
        if (subject.iso().mbr().isEmpty()) {
            return new NotApplicable("there is no MBR");
        }
        boolean bios = subject.iso().volume().bootCatalog().stream()
                .flatMap(catalog -> catalog.images().stream())
                .anyMatch(boot -> boot.platform() == BootPlatform.BIOS.id());
        if (!bios) {
            return new NotApplicable("the image does not boot under BIOS");
        }
        long active = subject.iso().mbr().get().partitions().stream()
                .filter(MbrPartition::active)
                .count();
        return active == 1 ? new Pass("") : new Fail("%d partitions are active".formatted(active));
    }

    private static Finding efiNamedAlike(Subject subject) {
        List<String> places = new ArrayList<>();
        Set<Long> starts = new java.util.TreeSet<>();
        subject.iso().gpt().stream()
                .flatMap(table -> table.partitions().stream())
                .filter(partition -> partition.type().equals(PartitionType.EFI_SYSTEM))
                .forEach(partition -> note("GPT", partition.firstLba(), places, starts));
        subject.iso().mbr().stream()
                .flatMap(mbr -> mbr.partitions().stream())
                .filter(partition -> partition.type() == PartitionType.MBR_EFI_SYSTEM)
                .forEach(partition -> note("MBR", partition.firstLba(), places, starts));
        subject.iso().volume().bootCatalog().stream()
                .map(BootCatalog::images)
                .flatMap(List::stream)
                .filter(boot -> boot.platform() == BootPlatform.UEFI.id())
                .forEach(boot -> note("boot catalog", boot.entry().block() * 4, places, starts));
        if (places.isEmpty()) {
            return new NotApplicable("the image does not boot under UEFI");
        }
        String detail = String.join(", ", places);
        return starts.size() == 1 ? new Pass(detail) : new Fail(detail);
    }

    private static void note(String who, long sector, List<String> places, Set<Long> starts) {
        places.add("%s: sector %d".formatted(who, sector));
        starts.add(sector);
    }

    private static Finding efiHasLoader(Subject subject) {
        if (subject.iso().efi().isEmpty()) {
            return new NotApplicable("there is no EFI system partition");
        }
        if (subject.efi().isEmpty()) {
            return new Fail(subject.efiProblem().orElse("it cannot be read"));
        }
        List<String> loaders = new ArrayList<>();
        subject.efi().get().tree().walk((path, node) -> {
            if (path.toLowerCase(Locale.ROOT).matches("efi/boot/boot[a-z0-9]+\\.efi")) {
                loaders.add("/" + path);
            }
        });
        return loaders.isEmpty() ? new Fail("there is no /EFI/BOOT/BOOT*.EFI") : new Pass(String.join(", ", loaders));
    }
}
