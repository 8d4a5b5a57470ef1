package dev.slipway.builder.disk;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.MediumBase;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import java.util.Map;
import java.util.Optional;

/// A disk that is laid out: everything is decided, nothing is written. The disks of several sites differ in one
/// place.
public final class InstalledDisk {

    private final Image image;
    private final long siteOffset;
    private final long siteBytes;
    private final OemPartition oem;
    private final InstallSettings settings;
    private final MediumBase base;

    InstalledDisk(
            Image image, long oemOffset, long siteBytes, OemPartition oem, InstallSettings settings, MediumBase base) {
        this.image = image;
        this.siteOffset = oemOffset;
        this.siteBytes = siteBytes;
        this.oem = oem;
        this.settings = settings;
        this.base = base;
    }

    /// All of its bytes, with the files of the site that it was planned for.
    public Image image() {
        return image;
    }

    /// Where the bytes that differ by site begin: a multiple of 65,536.
    public long siteOffset() {
        return siteOffset;
    }

    /// How many bytes differ by site: a multiple of 65,536.
    public long siteBytes() {
        return siteBytes;
    }

    /// The name of the boot flavour of its base.
    public String flavour() {
        return InstalledDiskBuild.FLAVOUR;
    }

    /// The digest of the image or the reference base that it is made from: what its name led to.
    public Optional<String> baseDigest() {
        return base.digest();
    }

    /// What is known of what it is made from.
    public MediumBase base() {
        return base;
    }

    /// The bytes of the place that differs by site, with the files of another one.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a file is too large, or where the user-data
    ///     asks for another disk than this one
    public Image site(SiteContent content) {
        InstallSettings others = InstallSettings.of(InstalledDiskBuild.userDataOf(content));
        Map<String, String> differences = settings.differences(others);
        if (!differences.isEmpty()) {
            Map.Entry<String, String> first = differences.entrySet().iterator().next();
            throw Problem.input("disk.site-differs", "this site's user-data asks for another disk")
                    .at(InstalledDiskBuild.userDataOf(content).document().name())
                    .because("'%s' is %s".formatted(first.getKey(), first.getValue()))
                    .fix(
                            "let all sites of one appliance have the same 'install' settings, or build this one on its own")
                    .exception();
        }
        return oem.plan(content).slice(0, siteBytes);
    }
}
