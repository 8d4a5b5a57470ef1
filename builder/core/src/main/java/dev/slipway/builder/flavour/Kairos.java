package dev.slipway.builder.flavour;

import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.templates.GrubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Kairos and what is built on it: dracut finds the medium by its label and mounts it at `/run/initramfs/live`, whose
/// YAML files the installer collects; `install-mode` on the kernel command line starts it.
record Kairos() implements LiveFlavour {

    private static final String LABEL = "COS_LIVE";

    @Override
    public String name() {
        return "kairos";
    }

    @Override
    public String volumeId() {
        return LABEL;
    }

    @Override
    public boolean recognizesMedium(Directory medium) {
        return medium.find("rootfs.squashfs") instanceof RegularFile
                && medium.find("boot/kernel") instanceof RegularFile;
    }

    @Override
    public boolean recognizesRoot(Directory root) {
        return root.find("usr/bin/kairos-agent") != null
                || root.find("etc/kairos-release") != null
                || root.find("system/oem") instanceof Directory;
    }

    @Override
    public SiteFiles siteFiles(SiteContent content) {
        content.requireUserDataAlone(name());
        return new SiteFiles("", new TreeMap<>())
                .with("config.yaml", content.userData().bytes());
    }

    @Override
    public UserDataReader reader() {
        return UserDataReader.KAIROS;
    }

    @Override
    public List<String> userDataPaths() {
        return List.of("config.yaml", "files-iso/config.yaml", "oem/userdata.yaml");
    }

    /// None: the installer collects whatever YAML lies on the medium.
    @Override
    public List<String> requiredArguments() {
        return List.of();
    }

    @Override
    public List<MediumFile> bootFiles(Directory root) {
        return Kernel.of(root).at("boot/kernel", "boot/initrd");
    }

    @Override
    public String squashfsPath() {
        return "rootfs.squashfs";
    }

    /// Where the agent reads its own configuration, and where the builds of others put it.
    @Override
    public SortedMap<String, byte[]> rootFiles(BootConfiguration configuration) {
        return new TreeMap<>(Map.of("oem/userdata.yaml", configuration.bytes()));
    }

    @Override
    public List<GrubConfig.Entry> menu(String label, List<String> arguments) {
        return List.of(
                entry("Install", label, List.of("install-mode", "nodepair.enable"), arguments),
                entry("Install (manual)", label, List.of(), arguments),
                entry(
                        "Install (interactive)",
                        label,
                        List.of("install-mode-interactive", "interactive-install"),
                        arguments));
    }

    private static GrubConfig.Entry entry(String title, String label, List<String> mode, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "cdroot",
                "root=live:CDLABEL=" + label,
                "rd.live.dir=/",
                "rd.live.squashimg=rootfs.squashfs",
                "rd.live.overlay.overlayfs",
                "rd.cos.disable",
                "rd.immucore.sysrootwait=600",
                "net.ifnames=1",
                "selinux=0"));
        all.addAll(mode);
        all.addAll(arguments);
        return new GrubConfig.Entry(title, "/boot/kernel", "/boot/initrd", all);
    }

    @Override
    public Optional<NetworkBoot> networkBoot(Directory medium) {
        return NetworkBoot.of(medium, "boot/kernel", "boot/initrd", squashfsPath());
    }

    /// What lies on the medium is not there over the network: the agent fetches the user-data from `config_url`.
    @Override
    public List<String> networkArguments(NetworkBoot boot, NetworkPlaces places) {
        List<String> all = new ArrayList<>(List.of("rd.neednet=1", "ip=dhcp"));
        places.cardArgument().ifPresent(all::add);
        all.addAll(List.of("rd.cos.disable", "rd.live.overlay.overlayfs"));
        boot.root().ifPresent(root -> all.add("root=live:" + places.file(root)));
        all.addAll(List.of(
                "netboot",
                "net.ifnames=1",
                "selinux=0",
                "install-mode",
                "nodepair.enable",
                "config_url=" + places.userData()));
        return List.copyOf(all);
    }
}
