package dev.slipway.builder.siteimage;

import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.installer.GatheredEvidence;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.Medium;
import dev.slipway.builder.siteimage.SiteIndex.BaseImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The evidence of a run: gathered while the images are made, or taken over with the shared image.
final class RunEvidence {

    private final InstallerRequest request;
    private final InstallerBuild installer;
    private final DataFiles files;
    private final Optional<SigningKey> key;
    private Optional<SharedEvidence> kept = Optional.empty();
    private Optional<GatheredEvidence> gathered = Optional.empty();

    RunEvidence(InstallerRequest request, InstallerBuild installer, DataFiles files) {
        this.request = request;
        this.installer = installer;
        this.files = files;
        key = installer.signingKey(request);
    }

    boolean isWanted() {
        return request.evidence().wanted();
    }

    /// What signs it.
    Optional<SigningKey> key() {
        return key;
    }

    /// Takes over that of the build before.
    ///
    /// @return whether it is to be gathered anew all the same
    boolean isMissingAfter(Optional<SharedEvidence> before) {
        kept = before.filter(evidence -> isWanted() && evidence.isAsItWas(files));
        return isWanted() && kept.isEmpty();
    }

    /// Begins to gather that of a medium. Other layouts of it have the same.
    void begin(Medium medium) {
        if (isWanted() && gathered.isEmpty()) {
            gathered = Optional.of(installer.gather(request, medium));
        }
    }

    /// Writes what all sites share, where it is not there. Waits until it is gathered.
    Optional<SharedEvidence> complete(BaseImage base) throws IOException {
        return gathered.isPresent()
                ? Optional.of(SharedEvidence.write(gathered.get().await(), base, files))
                : kept;
    }

    /// What was written of what all sites share.
    long addedBytes(Optional<SharedEvidence> shared) throws IOException {
        long added = 0;
        if (gathered.isPresent() && shared.isPresent()) {
            for (String name : shared.get().names()) {
                added += Files.size(files.data(name));
            }
        }
        return added;
    }

    /// Writes the evidence of a site's image that is in its place, or removes what lay there.
    void writeBeside(Path image, SiteImages images, SiteEntry site) throws IOException {
        if (isWanted()) {
            images.writeEvidence(site, image, key);
        } else {
            new EvidenceFiles(image).remove();
        }
    }
}
