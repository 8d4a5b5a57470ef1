package dev.slipway.ova.vsphere;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.ova.vsphere.connection.CertificateTrust;
import dev.slipway.ova.vsphere.connection.Connections;
import dev.slipway.ova.vsphere.connection.Credentials;
import dev.slipway.ova.vsphere.connection.Login;
import dev.slipway.ova.vsphere.connection.Patience;
import dev.slipway.ova.vsphere.connection.VcenterAddress;
import dev.slipway.ova.vsphere.connection.VcenterApi;
import dev.slipway.ova.vsphere.library.LibraryPlace;
import dev.slipway.ova.vsphere.library.LibraryUpload;
import dev.slipway.ova.vsphere.template.TemplateImport;
import dev.slipway.ova.vsphere.template.TemplatePlace;
import dev.slipway.ova.vsphere.transfer.Leftovers;
import dev.slipway.ova.vsphere.transfer.OvaContents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Brings one OVA to a vCenter, and takes back what it has made there where that fails. One object for one run.
public final class VsphereDeployment {

    /// For what is just being made when somebody presses Ctrl-C.
    private static final Duration INTERRUPTION_PATIENCE = Duration.ofSeconds(10);

    private final VcenterAddress vcenter;
    private final CertificateTrust trust;
    private final Credentials credentials;
    private final Patience patience;
    private final Patience.Pauses pauses;
    private final BuildListener listener;
    private final Consumer<String> lastWords;
    private final Leftovers leftovers = new Leftovers();

    /// With usual patience.
    ///
    /// @param lastWords is told at Ctrl-C what is left behind, when the listener may listen no more
    public VsphereDeployment(
            VcenterAddress vcenter,
            CertificateTrust trust,
            Credentials credentials,
            BuildListener listener,
            Consumer<String> lastWords) {
        this(vcenter, trust, credentials, Patience.USUAL, Patience.Pauses.REAL, listener, lastWords);
    }

    VsphereDeployment(
            VcenterAddress vcenter,
            CertificateTrust trust,
            Credentials credentials,
            Patience patience,
            Patience.Pauses pauses,
            BuildListener listener,
            Consumer<String> lastWords) {
        this.vcenter = vcenter;
        this.trust = trust;
        this.credentials = credentials;
        this.patience = patience;
        this.pauses = pauses;
        this.listener = listener;
        this.lastWords = lastWords;
    }

    /// Puts an OVA into a content library.
    ///
    /// @throws ProblemException where that fails; it names what is left behind
    public Deployed toLibrary(Path ova, LibraryPlace place) {
        return run(place.resume(), (api, connections) -> {
            OvaContents contents = OvaContents.open(ova);
            String id = new LibraryUpload(api, connections, leftovers, listener).run(contents, place);
            return new Deployed("library-item", place.item(), id, vcenter.toString());
        });
    }

    /// Makes a template of an OVA.
    ///
    /// @throws ProblemException where that fails; it names what is left behind
    public Deployed toTemplate(Path ova, TemplatePlace place) {
        return run(false, (api, connections) -> {
            OvaContents contents = OvaContents.open(ova);
            Login login = new Login.ViJson(TemplateImport.sessionManager(api));
            try (VcenterApi viJson = new VcenterApi(vcenter, connections, credentials, login, patience, pauses)) {
                String id = new TemplateImport(api, connections, leftovers, listener).run(contents, place, viJson);
                return new Deployed("template", place.name(), id, vcenter.toString());
            } catch (IOException | ProblemException e) {
                // While there still is a session to do it with.
                throw cleanedUp(ConnectionProblems.of(e, vcenter));
            }
        });
    }

    /// What a run does.
    @FunctionalInterface
    private interface Run {
        Deployed with(VcenterApi api, Connections connections) throws IOException;
    }

    private Deployed run(boolean isResumable, Run run) {
        Thread atExit = Thread.ofPlatform().unstarted(this::interrupt);
        Runtime.getRuntime().addShutdownHook(atExit);
        try (Connections connections = new Connections(trust, patience.connect());
                VcenterApi api =
                        new VcenterApi(vcenter, connections, credentials, new Login.Automation(), patience, pauses)) {
            try {
                return run.with(api, connections);
            } catch (IOException | ProblemException e) {
                Problem problem = ConnectionProblems.of(e, vcenter);
                boolean isKept = isResumable && ConnectionProblems.isLost(e) && !leftovers.isClosed();
                throw isKept ? kept(problem) : cleanedUp(problem);
            } finally {
                if (leftovers.isClosed()) {
                    // The cleaning up of an interruption may still need this session.
                    leftovers.awaitRemoved(INTERRUPTION_PATIENCE);
                }
            }
        } finally {
            forget(atExit);
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is running: this is the end.
        }
    }

    /// What Ctrl-C does: removes what this run has made, within a bounded time, and says what could not be removed.
    public void interrupt() {
        List<String> remaining = leftovers.remove(INTERRUPTION_PATIENCE);
        remaining.forEach(name -> lastWords.accept("left behind on %s: %s".formatted(vcenter, name)));
    }

    /// Where the connection is lost, nothing could be removed anyway, and what was sent is worth something.
    private ProblemException kept(Problem problem) {
        List<String> names = leftovers.names();
        if (names.isEmpty()) {
            return problem.exception();
        }
        return problem.fix("run the same command again: it goes on with %s (vCenter forgets an update session after"
                                .formatted(String.join(" and ", names))
                        + " five minutes, and then only the empty item is left); --no-resume removes it instead")
                .exception();
    }

    private ProblemException cleanedUp(Problem problem) {
        List<String> remaining = leftovers.remove(INTERRUPTION_PATIENCE);
        if (remaining.isEmpty()) {
            return problem.exception();
        }
        return problem.fix("remove what is left behind on %s: %s".formatted(vcenter, String.join("; ", remaining)))
                .exception();
    }
}
