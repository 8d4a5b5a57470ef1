package dev.slipway.ova.vsphere.library;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.connection.Connections;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.connection.VcenterException;
import dev.slipway.ova.vsphere.transfer.Endpoint;
import dev.slipway.ova.vsphere.transfer.FileUpload;
import dev.slipway.ova.vsphere.transfer.Leftovers;
import dev.slipway.ova.vsphere.transfer.Leftovers.Leftover;
import dev.slipway.ova.vsphere.transfer.OvaContents;
import dev.slipway.ova.vsphere.transfer.TransferFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts an OVA into a content library: descriptor and disks as files of an item, within one update session.
public final class LibraryUpload {

    private final VcenterApi api;
    private final Leftovers leftovers;
    private final BuildListener listener;
    private final ContentLibraries libraries;
    private final FileUpload upload;
    private int toldPercent;

    public LibraryUpload(VcenterApi api, Connections connections, Leftovers leftovers, BuildListener listener) {
        this.api = api;
        this.leftovers = leftovers;
        this.listener = listener;
        libraries = new ContentLibraries(api);
        upload = new FileUpload(connections, api.patience(), leftovers);
    }

    /// Who made an item, of what: found again, it is gone on with.
    private static String description(List<TransferFile> files) {
        return "Made by slipway of sha256:" + OvaContents.identity(files);
    }

    /// Puts it there.
    ///
    /// @return the item's identifier
    public String run(OvaContents ova, LibraryPlace place) throws IOException {
        listener.step("Look for library " + place.library());
        String library = libraries.find(place.library());
        Optional<ContentLibraries.Item> existing = libraries.item(library, place.item());
        boolean mayExist = place.replace() || place.resume();
        if (existing.isPresent() && !mayExist) {
            throw exists(place);
        }
        boolean wasEmpty = existing.isPresent() && libraries.isEmpty(existing.get());
        if (existing.isPresent() && !wasEmpty && !place.replace()) {
            throw exists(place);
        }
        List<TransferFile> files = ova.verified(listener);
        String item = existing.isPresent()
                ? takeOver(existing.get(), wasEmpty, place, files)
                : leftovers.make(
                        () -> libraries.create(library, place.item(), description(files)),
                        id -> item(place.item(), id));
        UpdateSession session = session(item, place.resume());
        sendAll(session, files);
        finish(session, files, place);
        leftovers.keep();
        return item;
    }

    private ProblemException exists(LibraryPlace place) {
        return Problem.input("vsphere.item-exists", "the library has an item '%s' already".formatted(place.item()))
                .at("%s, library %s".formatted(api.address(), place.library()))
                .fix("name another with --item, or make a new version of it with --replace")
                .exception();
    }

    private Leftover item(String name, String id) {
        VcenterApi hurried = api.hurried();
        return new Leftover("library item '%s' (%s)".formatted(name, id), () -> ContentLibraries.delete(hurried, id));
    }

    /// An item that was there before is removed only if it is empty and an earlier run made it for the same files.
    private String takeOver(ContentLibraries.Item item, boolean wasEmpty, LibraryPlace place, List<TransferFile> files)
            throws IOException {
        boolean isOurs = wasEmpty && item.description().equals(description(files));
        if (isOurs && place.resume()) {
            return leftovers.make(item::id, id -> item(place.item(), id));
        }
        if (!place.replace()) {
            throw exists(place);
        }
        return item.id();
    }

    private UpdateSession session(String item, boolean resume) throws IOException {
        Optional<UpdateSession> active = UpdateSession.active(api, item);
        if (active.isPresent() && !resume) {
            throw Problem.input("vsphere.item-busy", "the item is being changed by somebody")
                    .at("%s, update session %s"
                            .formatted(api.address(), active.get().id()))
                    .fix("wait until that ends, or leave --no-resume out to go on with it")
                    .exception();
        }
        return leftovers.make(
                () -> active.isPresent() ? active.get() : UpdateSession.create(api, item),
                session -> new Leftover(
                        "update session " + session.id(),
                        () -> session.by(api.hurried()).cancel()));
    }

    private void sendAll(UpdateSession session, List<TransferFile> files) throws IOException {
        List<UpdateSession.State> present = session.files();
        long total = OvaContents.sizeBytes(files);
        long before = 0;
        for (TransferFile file : files) {
            if (present.stream().anyMatch(state -> state.holds(file))) {
                listener.step("Keep %s, which vCenter has already".formatted(file.name()));
            } else {
                long sentBefore = before;
                send(session, file, bytes -> percent(sentBefore + bytes, total));
            }
            before += file.content().size();
        }
        Set<String> wanted = files.stream().map(TransferFile::name).collect(Collectors.toSet());
        for (UpdateSession.State old : present) {
            if (!wanted.contains(old.name())) {
                session.remove(old.name());
            }
        }
    }

    private static int percent(long bytes, long total) {
        return (int) (bytes * 100.0 / Math.max(1, total));
    }

    /// Of all bytes, as a part of a hundred.
    @FunctionalInterface
    private interface Percent {
        int of(long sentBytes);
    }

    private void send(UpdateSession session, TransferFile file, Percent percent) throws IOException {
        for (int attempt = 1; ; attempt++) {
            listener.step(attempt == 1 ? "Send " + file.name() : "Send %s again".formatted(file.name()));
            try {
                Endpoint endpoint = session.announce(file);
                upload.send(
                        file,
                        endpoint,
                        bytes -> listener.progress(bytes, file.content().size()),
                        bytes -> keepAlive(session, percent.of(bytes)));
                awaitReady(session, file);
                return;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                again(session, file, attempt, e);
            }
            if (session.file(file.name()).holds(file)) {
                // Only the answer got lost.
                return;
            }
        }
    }

    /// Progress is only ever told forwards, also where a file begins again.
    private void keepAlive(UpdateSession session, int percent) throws IOException {
        session.by(api.hurried()).keepAlive(percent > toldPercent ? OptionalInt.of(percent) : OptionalInt.empty());
        toldPercent = Math.max(toldPercent, percent);
    }

    private void again(UpdateSession session, TransferFile file, int attempt, IOException failure) throws IOException {
        boolean isHopeless = Connections.isDistrust(failure)
                || (failure instanceof VcenterException refusal && refusal.status() / 100 == 4 && !refusal.isMissing());
        if (isHopeless || leftovers.isClosed() || attempt >= api.patience().attempts()) {
            throw failure;
        }
        long received = session.file(file.name()).receivedBytes();
        listener.warning("%s: the connection was lost (vCenter says that it had %d of %d bytes); sending it again"
                .formatted(file.name(), received, file.content().size()));
        api.awaitAfter(attempt);
    }

    /// vCenter compares the digest before it calls a file ready.
    private void awaitReady(UpdateSession session, TransferFile file) throws IOException {
        long end = System.nanoTime() + api.patience().settle().toNanos();
        while (true) {
            UpdateSession.State state = session.file(file.name());
            if (state.isReady()) {
                return;
            }
            if (state.isBroken()) {
                throw refused("vCenter does not take '%s'".formatted(file.name()), state.error(), session);
            }
            awaitBefore(end, session);
        }
    }

    private void finish(UpdateSession session, List<TransferFile> files, LibraryPlace place) throws IOException {
        listener.step("Complete item " + place.item());
        List<String> complaints = session.complaints();
        if (!complaints.isEmpty()) {
            throw refused("vCenter does not take these files as an OVF", String.join("; ", complaints), session);
        }
        session.complete();
        long end = System.nanoTime() + api.patience().settle().toNanos();
        while (true) {
            String state = session.state();
            switch (state) {
                case "DONE" -> {
                    listener.progress(OvaContents.sizeBytes(files), OvaContents.sizeBytes(files));
                    return;
                }
                case "ERROR", "CANCELED" ->
                    throw refused("vCenter could not complete the item", session.error(), session);
                default -> awaitBefore(end, session);
            }
        }
    }

    private ProblemException refused(String what, String why, UpdateSession session) {
        return Problem.input("vsphere.refused", what)
                .at("%s, update session %s".formatted(api.address(), session.id()))
                .because(why)
                .exception();
    }

    private void awaitBefore(long end, UpdateSession session) throws IOException {
        if (leftovers.isClosed()) {
            throw new InterruptedIOException("interrupted");
        }
        if (System.nanoTime() > end) {
            throw Problem.environment("vsphere.slow", "vCenter does not come to an end with what it got")
                    .at("%s, update session %s".formatted(api.address(), session.id()))
                    .because("nothing changed for %d minutes"
                            .formatted(api.patience().settle().toMinutes()))
                    .exception();
        }
        api.awaitPoll();
    }
}
