package dev.slipway.cli;

import dev.slipway.builder.boottest.BootFirmware;
import dev.slipway.builder.boottest.BootMedium;
import dev.slipway.builder.boottest.BootTest;
import dev.slipway.builder.boottest.BootTestRequest;
import dev.slipway.builder.boottest.BootTestResult;
import dev.slipway.builder.boottest.Expectation;
import dev.slipway.builder.boottest.TestDisk;
import dev.slipway.builder.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway boot-test`.
@Command(
        name = "boot-test",
        description = {
            "Boots an image in a virtual machine and waits for what its system should do.",
            "",
            "What is awaited comes in this order: each --expect, --expect-qr, --expect-poweroff. Without any, a line with"
                    + " 'login:'. The console is the first serial port: the image must write there"
                    + " (console=ttyS0). Exit status 1 where something does not come. The image is not written to."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway boot-test installer.iso --firmware uefi-secureboot --expect 'cloud-init.*finished'",
            "  slipway boot-test installer.iso --disk 20G --expect-poweroff --timeout 20m",
            "  slipway boot-test edge.ova --seed seed.iso --expect-qr 'https://'"
        })
final class BootTestCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "IMAGE",
            description = "An ISO, a disk image (raw, qcow2, vmdk, vdi, vhdx), or an OVA: its first disk.")
    private Path image = Path.of("");

    @Option(
            names = "--firmware",
            paramLabel = "NAME",
            converter = ConstantConverter.Firmware.class,
            completionCandidates = Candidates.Firmwares.class,
            description = "What the machine starts with: ${COMPLETION-CANDIDATES}. Default: bios.")
    private BootFirmware firmware = BootFirmware.BIOS;

    @Option(
            names = "--media",
            paramLabel = "NAME",
            converter = ConstantConverter.Medium.class,
            completionCandidates = Candidates.Media.class,
            description = "As what the image is put in: ${COMPLETION-CANDIDATES}. Default: an ISO as cd, anything else"
                    + " as disk.")
    private Optional<BootMedium> medium = Optional.empty();

    @Option(names = "--seed", paramLabel = "ISO", description = "A CD with user-data, in a drive of its own.")
    private Optional<Path> seed = Optional.empty();

    @Option(
            names = "--disk",
            paramLabel = "SIZE|FILE",
            description = "A disk to install to: a blank one of this size (such as 20G) for this run, or a file of raw"
                    + " sectors, where the guest's writes stay. Can be repeated.")
    private List<String> disks = new ArrayList<>();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Of the machine, such as 4G. Default: 2G.")
    private long memory = (long) BootTestRequest.MEMORY_MEBIBYTES_DEFAULT << 20;

    @Option(
            names = "--expect",
            paramLabel = "REGEX",
            converter = PatternConverter.class,
            description = "A line of the console, after the one expected before. Can be repeated.")
    private List<Pattern> lines = new ArrayList<>();

    @Option(
            names = "--expect-qr",
            paramLabel = "REGEX",
            converter = PatternConverter.class,
            description = "The text of a QR code on the screen.")
    private Optional<Pattern> qrCode = Optional.empty();

    @Option(
            names = "--expect-poweroff",
            description = "That the guest switches the machine off. A restart is none, and ends the test.")
    private boolean powerOff;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For everything together, such as 90s, 5m or 1h. Default: 5m.")
    private Duration timeout = BootTestRequest.TIMEOUT_DEFAULT;

    @Option(
            names = "--screenshot",
            paramLabel = "FILE",
            description = "Where a picture of the screen goes, as PNG: the last that could be taken. Without it, one is"
                    + " kept only of a failure.")
    private Optional<Path> screenshot = Optional.empty();

    @Mixin
    private VerbOptions options = new VerbOptions();

    BootTestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        BootTestResult result;
        try (Progress progress = Progress.in(surroundings, options.json)) {
            result = new BootTest(new BootTestProgress(progress)).run(request());
        }
        if (options.json) {
            surroundings.out().println(JsonText.event("done", result));
            return result.passed() ? 0 : Problem.Kind.CHECK.exitStatus();
        }
        return new BootTestReport(surroundings).print(result);
    }

    private BootTestRequest request() {
        return new BootTestRequest(
                surroundings.directory().resolve(image),
                firmware,
                medium,
                seed.map(surroundings.directory()::resolve),
                disks.stream().map(this::disk).toList(),
                memoryMebibytes(),
                expectations(),
                timeout,
                screenshot.map(surroundings.directory()::resolve));
    }

    private TestDisk disk(String text) {
        if (!SizeConverter.isSize(text)) {
            return new TestDisk.Kept(surroundings.directory().resolve(text));
        }
        long size = new SizeConverter().convert(text);
        if (size < TestDisk.Blank.SIZE_BYTES_MIN) {
            throw Problem.usage("boot-test.disk", "a disk of %d bytes is none".formatted(size))
                    .fix("give a unit, such as 20G")
                    .exception();
        }
        return new TestDisk.Blank(size);
    }

    private int memoryMebibytes() {
        long mebibytes = memory >> 20;
        if (mebibytes == 0 || mebibytes > Integer.MAX_VALUE) {
            throw Problem.usage("boot-test.memory", "no machine has %d bytes of memory".formatted(memory))
                    .fix("give a unit, such as 2G")
                    .exception();
        }
        return (int) mebibytes;
    }

    private List<Expectation> expectations() {
        List<Expectation> all = new ArrayList<>();
        lines.forEach(line -> all.add(new Expectation.ConsoleLine(line)));
        qrCode.ifPresent(code -> all.add(new Expectation.QrCode(code)));
        if (powerOff) {
            all.add(new Expectation.PowerOff());
        }
        return all;
    }
}
