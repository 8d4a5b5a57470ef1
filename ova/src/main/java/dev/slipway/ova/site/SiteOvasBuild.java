package dev.slipway.ova.site;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.siteimage.SiteFailures;
import dev.slipway.builder.siteimage.SiteInput;
import dev.slipway.builder.siteimage.SiteInput.Remark;
import dev.slipway.image.Image;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Gatherers;

/// Makes the appliances of many sites: the shared one once, and for each site its own bytes and the digest of its whole
/// appliance.
public final class SiteOvasBuild {

    /// As many are made ahead of the one that is being put into the pack.
    private static final int AHEAD = 8;

    private final BuildListener listener;

    /// @param listener told of what happens
    public SiteOvasBuild(BuildListener listener) {
        this.listener = listener;
    }

    /// Builds what the request asks for. The index appears only when all of it is there and on the disk; until then the
    /// one of the build before holds.
    ///
    /// @throws ProblemException with what is wrong, of all sites together
    public SiteOvasResult build(SiteOvasRequest request) {
        if (request.sites().isEmpty()) {
            throw Problem.input("sites.none", "there is no site to make an appliance of")
                    .exception();
        }
        OvaFiles files = new OvaFiles(request.directory());
        try {
            Files.createDirectories(files.data());
            try (FileChannel lock = locked(files)) {
                return run(request, files, lock);
            }
        } catch (IOException e) {
            throw failed(e, request.directory());
        } catch (UncheckedIOException e) {
            throw failed(e, request.directory());
        }
    }

    private static ProblemException failed(Exception e, Path directory) {
        Problem problem = Diagnosis.of(e);
        return (problem.where().isPresent() ? problem : problem.at(directory.toString())).exception(e);
    }

    private static FileChannel locked(OvaFiles files) throws IOException {
        FileChannel channel =
                FileChannel.open(files.data().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process: told below, as another process is.
        }
        channel.close();
        throw Problem.environment("sites.busy", "another build writes these appliances")
                .at(files.directory().toString())
                .fix("wait until it has ended, or choose another --output")
                .exception();
    }

    private SiteOvasResult run(SiteOvasRequest request, OvaFiles files, FileChannel lock) throws IOException {
        long start = System.nanoTime();
        if (!lock.isOpen()) {
            throw new IllegalStateException("the directory is not locked");
        }
        files.removeAllBut(OvaIndex.read(files)
                .map(before -> Set.of(before.shared(), before.pack()))
                .orElse(Set.of()));
        Path sharedFile = files.data(OvaFiles.SHARED_NEW);
        SharedOva shared = request.shared().make(sharedFile);
        SharedArchive archive = SharedArchive.open(sharedFile, shared);
        listener.step(
                "Make the appliances of %d sites".formatted(request.sites().size()));
        long sitesBegan = System.nanoTime();
        SequencedMap<String, SiteOva> sites;
        String pack;
        try (WholeFile file = WholeFile.beside(files.data(OvaFiles.PACK_NEW))) {
            file.keepPrivate();
            sites = pack(request.sites(), shared, archive, file.channel());
            file.complete();
            pack = renamed(files, OvaFiles.PACK_NEW, "own", ".pack");
        }
        long sitesTook = System.nanoTime() - sitesBegan;
        OvaIndex index =
                new OvaIndex(renamed(files, OvaFiles.SHARED_NEW, "shared", ".ova"), archive.sizeBytes(), pack, sites);
        index.write(files);
        files.removeAllBut(Set.of(index.shared(), index.pack()));
        return new SiteOvasResult(
                request.directory(),
                sites.size(),
                archive.sizeBytes(),
                Files.size(files.data(pack)) + Files.size(files.index()),
                Duration.ofNanos(sitesTook / sites.size()),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static String renamed(OvaFiles files, String unnamed, String kind, String ending) throws IOException {
        String name =
                OvaFiles.named(kind, Image.ofFile(files.data(unnamed)).sha256().hex(), ending);
        Files.move(files.data(unnamed), files.data(name), StandardCopyOption.ATOMIC_MOVE);
        return name;
    }

    private SequencedMap<String, SiteOva> pack(
            List<? extends SiteInput> inputs, SharedOva shared, SharedArchive archive, FileChannel pack) {
        SequencedMap<String, SiteOva> sites = new LinkedHashMap<>();
        SiteFailures failures = new SiteFailures();
        inputs.stream()
                .gather(Gatherers.mapConcurrent(AHEAD, input -> outcome(input, shared, archive)))
                .forEachOrdered(outcome -> {
                    switch (outcome) {
                        case Outcome.Failed(ProblemException failure) -> failures.add(failure);
                        case Outcome.Done(String name, SharedArchive.Made made, List<Remark> remarks) -> {
                            failures.warn(remarks);
                            sites.put(name, add(name, made, pack));
                            listener.progress(sites.size(), inputs.size());
                        }
                    }
                });
        failures.tell(listener, inputs.size());
        return sites;
    }

    /// What one site came to.
    private sealed interface Outcome {
        record Done(String name, SharedArchive.Made made, List<Remark> remarks) implements Outcome {}

        record Failed(ProblemException failure) implements Outcome {}
    }

    private static Outcome outcome(SiteInput input, SharedOva shared, SharedArchive archive) {
        try {
            SiteContent content = input.content();
            List<Remark> remarks = input.check(content, shared.flavour());
            return new Outcome.Done(input.name(), archive.make(content), remarks);
        } catch (ProblemException e) {
            return new Outcome.Failed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SiteOva add(String name, SharedArchive.Made made, FileChannel pack) {
        try {
            long offset = pack.position();
            for (Image bytes : made.own().bytes()) {
                bytes.transferTo(pack, 0, bytes.size());
            }
            return new SiteOva(name, made.sha256(), offset, made.own().ranges());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
