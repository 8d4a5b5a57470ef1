package dev.slipway.builder.quickstart;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.cache.FileDigests;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.ReferenceBaseBuild;
import dev.slipway.builder.installer.ReferenceBaseResult;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.quickstart.KeptWork.DiskState;
import dev.slipway.builder.quickstart.KeptWork.Inputs;
import dev.slipway.builder.quickstart.QuickstartStep.Doer;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.RuleOutcome;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.machine.BlankDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One run, step by step. Nobody else works in its directory meanwhile.
final class QuickstartRun {

    private static final String BUILD = "build-installer";
    private static final String VERIFY = "verify";
    private static final String INSTALL = "install";
    private static final String BOOT = "boot";

    private static final long DISK_BYTES = 8L << 30;
    private static final long ROOM_BYTES_MIN = 1_500_000_000;
    private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(20);
    private static final Duration OFF_WITHIN = Duration.ofMinutes(2);
    private static final Duration BOOTED_WITHIN = Duration.ofMinutes(10);
    private static final Pattern INSTALLED = Pattern.compile("^slipway-install: (done|failed)");
    private static final Pattern FAILED = Pattern.compile("^slipway-install: failed");
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final QuickstartRequest request;
    private final Site site;
    private final BuildCache cache;
    private final Map<String, String> environment;
    private final QuickstartListener listener;
    private final Path installer;
    private final Path disk;
    private final Path record;
    private final List<QuickstartStep> steps = new ArrayList<>();
    private long stepBeganNanos = System.nanoTime();

    QuickstartRun(
            QuickstartRequest request,
            Site site,
            BuildCache cache,
            Map<String, String> environment,
            QuickstartListener listener) {
        this.request = request;
        this.site = site;
        this.cache = cache;
        this.environment = environment;
        this.listener = listener;
        installer = request.directory().resolve("installer.iso");
        disk = request.directory().resolve("disk.img");
        record = request.directory().resolve("quickstart.json");
    }

    QuickstartResult go() throws IOException {
        long began = System.nanoTime();
        Optional<KeptWork> before = KeptWork.read(record);
        ReferenceBaseResult base = new ReferenceBaseBuild(cache, environment, listener)
                .build(Optional.empty(), Architecture.AMD64, false, Optional.empty());
        done("base", Doer.MMDEBSTRAP, !base.madeNow());
        KeptWork work = installer(base, before);
        String login;
        try {
            install(work);
            login = boot();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.environment("interrupted", "the quickstart was interrupted")
                    .exception(e);
        }
        Path directory = request.directory();
        return new QuickstartResult(
                steps,
                base,
                installer,
                Files.size(installer),
                work.installerSha256(),
                disk,
                Files.size(disk),
                List.of(Guest.picture(directory, INSTALL), Guest.picture(directory, BOOT)),
                List.of(Guest.log(directory, INSTALL), Guest.log(directory, BOOT)),
                login,
                Guest.hardware().accelerator().argument(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private void done(String name, Doer doer, boolean reused) {
        long now = System.nanoTime();
        QuickstartStep step = new QuickstartStep(name, doer, reused, Duration.ofNanos(now - stepBeganNanos));
        stepBeganNanos = now;
        steps.add(step);
        listener.done(step);
    }

    private KeptWork installer(ReferenceBaseResult base, Optional<KeptWork> before) throws IOException {
        Inputs inputs = new Inputs(base.digest(), site.sha256(), request.slipway());
        if (before.isPresent()
                && Files.isRegularFile(installer)
                && before.get().holdsInstaller(inputs, sha256(installer))) {
            done(BUILD, Doer.SLIPWAY, true);
            done(VERIFY, Doer.SLIPWAY, true);
            return before.get();
        }
        requireRoom();
        new InstallerBuild(cache, listener, environment)
                .build(InstallerRequest.of(BaseReference.ReferenceBase.BUILT_IN, request.userData(), installer));
        done(BUILD, Doer.SLIPWAY, false);
        listener.step("Verify " + installer);
        verify();
        KeptWork work = new KeptWork(inputs, sha256(installer), Optional.empty());
        // A disk that somebody went on with is not lost to the next installation.
        keepChangedDisk(before);
        Files.deleteIfExists(disk);
        work.write(record);
        done(VERIFY, Doer.SLIPWAY, false);
        return work;
    }

    private String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(new FileDigests(cache).of(file));
    }

    private void requireRoom() throws IOException {
        long room = Files.getFileStore(request.directory()).getUsableSpace();
        if (room < ROOM_BYTES_MIN) {
            throw Problem.environment("disk.full", "there is not enough room for an installer and a disk")
                    .at(request.directory().toString())
                    .because("%d MB are free, and %d MB are needed"
                            .formatted(room / 1_000_000, ROOM_BYTES_MIN / 1_000_000))
                    .fix("choose another place with --output")
                    .exception();
        }
    }

    private void verify() {
        List<RuleOutcome> failed = ImageVerification.of(installer).outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAIL)
                .toList();
        if (!failed.isEmpty()) {
            RuleOutcome first = failed.getFirst();
            throw Problem.check("quickstart.verify", "the installer does not keep the rule " + first.rule())
                    .at(installer.toString())
                    .because(first.detail())
                    .fix("slipway verify %s tells all of them".formatted(installer))
                    .exception();
        }
    }

    private void keepChangedDisk(Optional<KeptWork> before) throws IOException {
        if (Files.exists(disk) && (before.isEmpty() || !before.get().holdsDisk(disk))) {
            Path aside = disk.resolveSibling("disk.changed.img");
            Files.move(disk, aside, StandardCopyOption.REPLACE_EXISTING);
            listener.warning("somebody wrote to %s since: it is now %s".formatted(disk, aside));
        }
    }

    private void install(KeptWork work) throws IOException, InterruptedException {
        if (work.holdsDisk(disk)) {
            done(INSTALL, Doer.GUEST, true);
            return;
        }
        keepChangedDisk(Optional.of(work));
        requireRoom();
        // Under its name only when it is whole; what an interrupted run left is in the way.
        Path part = disk.resolveSibling("disk.img.part");
        Files.deleteIfExists(part);
        BlankDisk.create(part, DISK_BYTES);
        listener.step("Install on an empty disk in QEMU");
        try (Guest guest =
                Guest.start(INSTALL, Guest.hardware().keptDisk(part).cdrom(installer), request.directory(), listener)) {
            guest.await(INSTALLED, FAILED, INSTALLED_WITHIN);
            if (site.switchesOff()) {
                guest.awaitPowerOff(OFF_WITHIN);
            }
        }
        Files.move(part, disk, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        work.with(DiskState.of(disk)).write(record);
        done(INSTALL, Doer.GUEST, false);
    }

    private String boot() throws IOException, InterruptedException {
        listener.step("Boot the installed disk in QEMU");
        String login;
        try (Guest guest = Guest.start(BOOT, Guest.hardware().disk(disk), request.directory(), listener)) {
            login = guest.await(site.login(), NEVER, BOOTED_WITHIN);
        }
        done(BOOT, Doer.GUEST, false);
        return login;
    }
}
