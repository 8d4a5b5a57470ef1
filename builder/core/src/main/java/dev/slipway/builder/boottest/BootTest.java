package dev.slipway.builder.boottest;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.machine.Awaited;
import dev.slipway.machine.BlankDisk;
import dev.slipway.machine.Hardware;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MissingPartException;
import dev.slipway.machine.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Boots an image in a virtual machine and tells whether its guest did what was expected. The image is not written to.
public final class BootTest {

    private final BootTestListener listener;

    /// @param listener follows it
    public BootTest(BootTestListener listener) {
        this.listener = listener;
    }

    /// Boots, and waits for one thing after the other.
    ///
    /// @throws ProblemException where the image cannot be booted at all, or there is no machine to be had
    public BootTestResult run(BootTestRequest request) {
        try (Scratch scratch = Scratch.createForProcess()) {
            BootImage image = BootImage.of(request.image(), request.medium(), scratch.directory());
            Hardware hardware = hardware(request, image, scratch);
            try (Picture picture = Picture.of(request.screenshot());
                    Machine machine = hardware.start();
                    LastLines _ = LastLines.tell(machine, listener::lastLine)) {
                return judge(request, image, hardware, machine, picture);
            }
        } catch (MissingPartException e) {
            throw Problem.environment("boot-test.missing", e.part() + " is not installed")
                    .because("boot tests run in QEMU")
                    .fix("install the package " + e.debianPackage() + ", or what your distribution calls it")
                    .exception(e);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.environment("interrupted", "the boot test was interrupted")
                    .exception(e);
        }
    }

    private static Hardware hardware(BootTestRequest request, BootImage image, Scratch scratch) throws IOException {
        Hardware hardware = Hardware.with(request.firmware().firmware())
                .memoryMebibytes(request.memoryMebibytes())
                .processorModel(Hardware.NEWEST_PROCESSOR);
        image.plugInto(hardware);
        int number = 0;
        for (TestDisk disk : request.disks()) {
            switch (disk) {
                case TestDisk.Blank blank ->
                    hardware.keptDisk(BlankDisk.create(
                            scratch.directory().resolve("blank" + number++ + ".img"), blank.sizeBytes()));
                case TestDisk.Kept kept -> hardware.keptDisk(existing(kept.file()), kept.bus());
            }
        }
        if (request.seed().isPresent()) {
            hardware.cdrom(existing(request.seed().get()));
        }
        return hardware;
    }

    private static Path existing(Path file) throws NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }

    private BootTestResult judge(
            BootTestRequest request, BootImage image, Hardware hardware, Machine machine, Picture picture)
            throws IOException, InterruptedException {
        List<BootCheck> checks = new ArrayList<>();
        List<String> lastLines = List.of();
        boolean passed = true;
        for (Expectation expectation : request.expectations()) {
            listener.waitingFor(expectation.words());
            picture.takeIfWanted(machine);
            Awaited outcome = await(expectation, machine, request.timeout().minus(machine.uptime()));
            BootCheck check = check(expectation, outcome, image);
            checks.add(check);
            if (!check.passed()) {
                passed = false;
                lastLines = machine.lastLines();
                break;
            }
        }
        Duration took = machine.uptime();
        Optional<Path> screenshot = passed ? picture.lastOf(machine) : picture.ofFailure(machine);
        return new BootTestResult(
                passed,
                request.image(),
                request.firmware(),
                image.medium(),
                hardware.accelerator().argument(),
                checks,
                took,
                screenshot,
                lastLines);
    }

    private static Awaited await(Expectation expectation, Machine machine, Duration left)
            throws IOException, InterruptedException {
        Duration time = left.isNegative() ? Duration.ZERO : left;
        return switch (expectation) {
            case Expectation.ConsoleLine line -> machine.awaitLine(line.pattern(), time);
            case Expectation.QrCode code -> machine.awaitQrCode(code.pattern(), time);
            case Expectation.PowerOff _ -> machine.awaitPowerOff(time);
        };
    }

    private static BootCheck check(Expectation expectation, Awaited outcome, BootImage image) {
        return switch (outcome) {
            case Awaited.Seen seen
            when expectation instanceof Expectation.ConsoleLine line && !line.isMetBy(seen.what()) ->
                BootCheck.failed(expectation, "the guest said: " + seen.what().strip(), seen.time());
            case Awaited.Seen seen -> BootCheck.passed(expectation, seen.what(), seen.time());
            case Awaited.Lost lost -> BootCheck.failed(expectation, lost.why(), lost.time());
            case Awaited.Late late ->
                BootCheck.failed(
                        expectation,
                        "it did not come within %d s".formatted(late.time().toSeconds()),
                        late.time());
            case Awaited.Broken broken -> throw broken(broken, image);
        };
    }

    /// QEMU names the file that it cannot use.
    private static ProblemException broken(Awaited.Broken broken, BootImage image) {
        boolean ofImage = broken.complaint().contains(image.file().getFileName().toString());
        Problem problem = ofImage
                ? Problem.input("boot-test.image", "QEMU cannot use this image")
                        .at(image.file().toString())
                : Problem.environment("boot-test.machine", "QEMU could not run the machine");
        return problem.because(broken.complaint()).exception();
    }
}
