package dev.slipway.builder.disk;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.flavour.LiveFlavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.OpenedBase;
import dev.slipway.builder.loader.InstalledLoaders;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.UserDataCheck;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Lays out an installed disk of the reference base, or of one made like it: what its installer would make of an
/// empty disk, without a machine to run it. Plans in memory and without copying.
public final class InstalledDiskBuild {

    static final String FLAVOUR = "slipway";

    private final InstallerBuild installer;
    private final BuildListener listener;

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    /// @param environment of the process: its `PATH` leads to what makes the reference base
    public InstalledDiskBuild(BuildCache cache, BuildListener listener, Map<String, String> environment) {
        this.listener = listener;
        installer = new InstallerBuild(cache, listener, environment);
    }

    /// Works out the disk that the request asks for, with a site's own files. The files of the base must stay as
    /// they are until its bytes were read.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public InstalledDisk plan(InstalledDiskRequest request, SiteContent content) {
        UserData userData = userDataOf(content);
        String name = userData.document().name();
        new UserDataCheck(userData, name, request.strict(), listener::warning).check(Optional.of(FLAVOUR));
        InstallSettings settings = InstallSettings.of(userData);
        InstallRemarks.of(userData).forEach(listener::warning);
        if (request.base() instanceof IsoFile) {
            throw notOurs(request, "it is an installer ISO, and what its installer makes of a disk only it knows");
        }
        OpenedBase base = installer.open(request.base(), request.architecture(), request.access());
        LiveFlavour flavour = requireReference(request, base.files().tree());
        try {
            DiskIdentity identity = DiskIdentity.of(request, base, settings);
            InstalledLoaders loaders = InstalledLoaders.of(
                    base.files().tree(), request.architecture().processor());
            SystemFiles system = SystemFiles.of(
                    flavour.bootFiles(base.files().tree()), () -> installer.pack(base, request.compression()));
            listener.step("Lay out the disk");
            DiskPlan plan = new DiskPlan(request, settings, identity, loaders, system);
            return plan.with(content, base.known());
        } catch (IOException e) {
            throw Problem.input("input.unreadable", "an input cannot be read")
                    .at(request.base().toString())
                    .because(Diagnosis.reason(e))
                    .exception(e);
        }
    }

    private static LiveFlavour requireReference(InstalledDiskRequest request, Directory root) {
        Optional<LiveFlavour> flavour = LiveFlavour.ofRoot(root);
        return flavour.filter(found -> found.name().equals(FLAVOUR))
                .orElseThrow(() -> notOurs(
                        request,
                        flavour.map(found -> "it is of flavour %s, whose own installer makes its disks"
                                        .formatted(found.name()))
                                .orElse("it is of no flavour that we know")));
    }

    private static RuntimeException notOurs(InstalledDiskRequest request, String why) {
        return Problem.usage("disk.not-reference", "only a base of the reference kind can be laid out as a disk")
                .at(request.base().toString())
                .because(why)
                .fix("build an installer of it, and the disk with --installer INSTALLER.iso; or take --base slipway")
                .exception();
    }

    /// The user-data of a site.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is something else
    static UserData userDataOf(SiteContent content) {
        UserDataReader.SLIPWAY.require(content.userData(), "user-data");
        if (content.userData() instanceof UserData userData) {
            return userData;
        }
        throw new IllegalStateException("the reader takes only user-data");
    }
}
