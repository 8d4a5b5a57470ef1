package dev.slipway.ova.build;

import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.output.OutputFile;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.machine.Scratch;
import dev.slipway.ova.archive.ManifestSigner;
import dev.slipway.ova.archive.Placement;
import dev.slipway.ova.clone.CloneCheck;
import dev.slipway.ova.disk.DiskOpening;
import dev.slipway.ova.disk.DiskOutput;
import dev.slipway.ova.disk.DiskSource.DiskFile;
import dev.slipway.ova.disk.OpenDisk;
import dev.slipway.ova.vmdk.WrittenVmdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Builds an appliance, or the disk of one in another format.
public final class OvaBuild {

    private final BuildCache cache;
    private final GuestListener listener;
    private final Map<String, String> environment;

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    /// @param environment of the process
    public OvaBuild(BuildCache cache, GuestListener listener, Map<String, String> environment) {
        this.cache = cache;
        this.listener = listener;
        this.environment = Map.copyOf(environment);
    }

    /// Builds what the request asks for. The output appears only when it is complete; what was there before stays until
    /// then.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public OvaResult build(OvaRequest request) {
        long start = System.nanoTime();
        OutputFile output = new OutputFile(request.output());
        check(request, output);
        Assembly assembly = new Assembly(request.description(), signer(request, environment, listener::warning));
        assembly.check();
        output.prepare(0);
        try (Scratch scratch = Scratch.besideForProcess(request.output())) {
            List<OpenDisk> disks = open(request, scratch.directory());
            Written written = write(request, disks, assembly, output, scratch.directory());
            return new OvaResult(
                    request.output(),
                    request.format(),
                    Files.size(request.output()),
                    disks.getFirst().sectors().size(),
                    written.populatedBytes(),
                    written.digest().map(Sha256::hex),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw output.failed(e, 0);
        }
    }

    /// What is known of an output once it is written.
    private record Written(Optional<Long> populatedBytes, Optional<Sha256> digest) {
        static final Written UNCOUNTED = new Written(Optional.empty(), Optional.empty());
    }

    private void check(OvaRequest request, OutputFile output) {
        output.check();
        List<Path> inputs = new ArrayList<>(request.source().files());
        inputs.addAll(request.moreDisks());
        request.description().cd().ifPresent(inputs::add);
        request.description().eula().ifPresent(inputs::add);
        inputs.forEach(input -> output.refuse(input, "output.is-input", "the output is a file that is read"));
        if (request.format() != OvaFormat.OVA && !request.moreDisks().isEmpty()) {
            throw Problem.usage("ova.disks", "only an OVA holds several disks")
                    .fix("leave the further disks out, or take --format ova")
                    .exception();
        }
        switch (request.format()) {
            case QCOW2 -> DiskOutput.QCOW2.require();
            case VHD -> DiskOutput.VHD.require();
            case OVA, VMDK, RAW -> {}
        }
        DiskOpening.check(request.source(), listener);
        request.moreDisks().forEach(file -> DiskOpening.check(new DiskFile(file), listener));
    }

    static Optional<ManifestSigner> signer(
            OvaRequest request, Map<String, String> environment, Consumer<String> warnings) {
        return request.signing().map(files -> {
            ManifestSigner signer =
                    ManifestSigner.read(files.key(), files.certificate(), files.password(), environment, Instant.now());
            if (signer.isKeyReadableByOthers()) {
                warnings.accept("others on this machine may read the key %s: chmod 600 makes it yours alone"
                        .formatted(files.key()));
            }
            return signer;
        });
    }

    /// A failure of reading must not be told as one of writing.
    private List<OpenDisk> open(OvaRequest request, Path scratch) {
        try {
            List<OpenDisk> disks = new DiskOpening(cache, listener, environment, scratch)
                    .openAll(request.source(), request.moreDisks());
            new CloneCheck(listener::warning).check(disks.getFirst().sectors());
            return disks;
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }

    private Written write(OvaRequest request, List<OpenDisk> disks, Assembly assembly, OutputFile output, Path scratch)
            throws IOException {
        OpenDisk first = disks.getFirst();
        return switch (request.format()) {
            case OVA -> appliance(request, disks, assembly, output, scratch);
            case VMDK -> vmdk(request, first, output);
            case RAW -> {
                listener.step("Write " + output.file());
                output.write(first.sectors(), listener::progress);
                yield Written.UNCOUNTED;
            }
            case QCOW2 -> by(DiskOutput.QCOW2, first.sectors(), output, scratch);
            case VHD -> by(DiskOutput.VHD, first.sectors(), output, scratch);
        };
    }

    private Written appliance(
            OvaRequest request, List<OpenDisk> disks, Assembly assembly, OutputFile output, Path scratch)
            throws IOException {
        DiskPacking packing = new DiskPacking(request, listener);
        List<PackedDisk> packed = new ArrayList<>();
        long populated = 0;
        for (OpenDisk disk : disks) {
            PackedDisk next = packing.pack(disk, packed.size() + 1, scratch);
            packed.add(next);
            populated += next.populatedBytes();
        }
        Image archive = assembly.of(packed, Placement.SECOND).plan();
        listener.step("Write " + output.file());
        return new Written(Optional.of(populated), Optional.of(output.writeHashed(archive, listener::progress)));
    }

    private Written vmdk(OvaRequest request, OpenDisk disk, OutputFile output) throws IOException {
        if (disk.packed().isPresent()) {
            listener.step("Write " + output.file());
            return new Written(
                    Optional.empty(),
                    Optional.of(output.writeHashed(disk.packed().get(), listener::progress)));
        }
        WrittenVmdk written = new DiskPacking(request, listener).write(disk.sectors(), output.file());
        return new Written(Optional.of(written.populatedBytes()), Optional.of(written.sha256()));
    }

    private Written by(DiskOutput format, Image sectors, OutputFile output, Path scratch) throws IOException {
        listener.step("Write " + output.file());
        format.write(sectors, scratch, output.file(), listener::progress);
        return Written.UNCOUNTED;
    }
}
