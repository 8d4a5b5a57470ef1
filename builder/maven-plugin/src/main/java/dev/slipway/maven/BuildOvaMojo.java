package dev.slipway.maven;

import dev.slipway.maven.engine.Engine;
import dev.slipway.maven.engine.RequestLines;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds an appliance for VMware, VirtualBox, libvirt and others from a disk, an installer or a base operating system,
 * and attaches it to the project as an artifact of type <code>ova</code>; a disk alone as one of its format. Nothing is
 * done when nothing has changed since the last time.
 */
@Mojo(name = "build-ova", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class BuildOvaMojo extends EngineMojo {

    private static final String TYPE = "ova";
    /// What the engine understands of the name of an output.
    private static final Set<String> DISK_TYPES = Set.of("vmdk", "raw", "img", "qcow2", "vhd");

    /**
     * Finished disks, the first of which is booted from: raw, qcow2, VMDK, or the first disk of an OVA. In the property
     * with commas between them. Neither <code>installer</code> nor <code>base</code> goes with it.
     */
    @Parameter(property = "slipway.ova.disks")
    private List<File> disks = List.of();

    /**
     * An installer ISO that is let loose on an empty disk in QEMU. Its user-data must say <code>install.poweroff:
     * true</code>.
     */
    @Parameter(property = "slipway.ova.installer")
    private @Nullable File installer;

    /** For <code>installer</code>: a medium with user-data in a second drive. */
    @Parameter(property = "slipway.ova.seed")
    private @Nullable File seed;

    /**
     * A base of the reference kind, laid out as its installer would, without QEMU: <code>slipway</code>, which is taken
     * where neither disk nor installer is named, or what else <code>build-installer</code> takes for one of that kind.
     */
    @Parameter(property = "slipway.ova.base")
    private @Nullable String base;

    /** For <code>base</code>: the file that the disk gets, byte for byte. */
    @Parameter(property = "slipway.ova.userData")
    private @Nullable File userData;

    /** The <code>meta-data</code> beside it. */
    @Parameter(property = "slipway.ova.metaData")
    private @Nullable File metaData;

    /** The <code>network-config</code> beside it. */
    @Parameter(property = "slipway.ova.networkConfig")
    private @Nullable File networkConfig;

    /**
     * The size of a disk that is installed or laid out, such as <code>100G</code>. It takes room only as it fills. By
     * default <code>50G</code>.
     */
    @Parameter(property = "slipway.ova.diskSize")
    private @Nullable String diskSize;

    /**
     * For <code>base</code>: added to the kernel command line, in this order. The property
     * <code>slipway.ova.kernelArguments</code> adds more, with blanks between them.
     */
    @Parameter
    private List<String> kernelArguments = List.of();

    /** For <code>base</code>: how the root file system is compressed, as <code>build-installer</code> has it. */
    @Parameter(property = "slipway.ova.squashfsCompression")
    private @Nullable String squashfsCompression;

    /**
     * For <code>installer</code>: how long the installation may take, such as <code>30m</code>. By default
     * <code>1h</code>.
     */
    @Parameter(property = "slipway.ova.timeout")
    private @Nullable String timeout;

    /**
     * For <code>installer</code>: the memory of the machine that installs. By default <code>4G</code>, or that of the
     * appliance where it has less.
     */
    @Parameter(property = "slipway.ova.installMemory")
    private @Nullable String installMemory;

    /**
     * The file to write. By default it is <code>${project.build.finalName}</code> in the project's build directory,
     * with the format's name behind a dot: <code>.ova</code>.
     */
    @Parameter(property = "slipway.ova.output")
    private @Nullable File output;

    /**
     * What is written: <code>ova</code>, or the disk alone as <code>vmdk</code>, <code>raw</code>, <code>qcow2</code>
     * or <code>vhd</code>. By default what the name of the output says, or else <code>ova</code>.
     */
    @Parameter(property = "slipway.ova.format")
    private @Nullable String format;

    /** The effort of compressing the disk, 1 to 12. By default 6. */
    @Parameter(property = "slipway.ova.level")
    private @Nullable Integer level;

    /** The machine's processors. By default 4. */
    @Parameter(property = "slipway.ova.cpus")
    private @Nullable Integer cpus;

    /** The machine's memory, such as <code>16G</code>. By default <code>8G</code>. */
    @Parameter(property = "slipway.ova.memory")
    private @Nullable String memory;

    /** What the machine starts with: <code>efi</code> (the default) or <code>bios</code>. */
    @Parameter(property = "slipway.ova.firmware")
    private @Nullable String firmware;

    /** Whether the machine starts signed loaders only. */
    @Parameter(property = "slipway.ova.secureBoot", defaultValue = "false")
    private boolean secureBoot;

    /**
     * What the machine's disks hang on: <code>pvscsi</code> (the default), <code>lsilogic</code>, <code>sata</code> or
     * <code>nvme</code>.
     */
    @Parameter(property = "slipway.ova.controller")
    private @Nullable String controller;

    /**
     * The machine's network cards, each <code>ADAPTER</code>, <code>ADAPTER:NETWORK</code> or <code>NETWORK</code>;
     * adapters are <code>vmxnet3</code>, <code>e1000</code> and <code>e1000e</code>. In the property with commas
     * between them. By default <code>vmxnet3:VM Network</code>.
     */
    @Parameter(property = "slipway.ova.nics")
    private List<String> nics = List.of();

    /**
     * The generation of VMware's hardware, <code>vmx-13</code> to <code>vmx-21</code>. By default <code>vmx-17</code>.
     */
    @Parameter(property = "slipway.ova.hardwareVersion")
    private @Nullable String hardwareVersion;

    /** What vSphere calls the system, such as <code>ubuntu64Guest</code>. By default <code>debian11_64Guest</code>. */
    @Parameter(property = "slipway.ova.guestOs")
    private @Nullable String guestOs;

    /** The name of the machine, and of the files in the archive. By default that of the output. */
    @Parameter(property = "slipway.ova.name")
    private @Nullable String name;

    /** What the appliance is. By default its name. */
    @Parameter(property = "slipway.ova.product")
    private @Nullable String product;

    /** Who made it. */
    @Parameter(property = "slipway.ova.vendor")
    private @Nullable String vendor;

    /** Its version. */
    @Parameter(property = "slipway.ova.productVersion")
    private @Nullable String productVersion;

    /** A note that shows beside the machine. */
    @Parameter(property = "slipway.ova.annotation")
    private @Nullable String annotation;

    /** A text that must be accepted before the import, in UTF-8. */
    @Parameter(property = "slipway.ova.eula")
    private @Nullable File eula;

    /**
     * What can be given to the machine on import, each <code>KEY</code> or <code>KEY=VALUE</code>. Each property
     * <code>slipway.ova.properties.KEY=VALUE</code> adds one more.
     */
    @Parameter
    private List<String> properties = List.of();

    /** Whether the properties are added by which user-data reaches a machine of vSphere's. */
    @Parameter(property = "slipway.ova.userDataProperties", defaultValue = "false")
    private boolean userDataProperties;

    /** Whether the machine has an empty drive for CDs. */
    @Parameter(property = "slipway.ova.cdDrive", defaultValue = "false")
    private boolean cdDrive;

    /** An ISO that lies in that drive and travels in the archive. */
    @Parameter(property = "slipway.ova.cd")
    private @Nullable File cd;

    /** The RSA key that signs the manifest, in PEM. Needs <code>signCertificate</code>. */
    @Parameter(property = "slipway.ova.signKey")
    private @Nullable File signKey;

    /** The certificate of that key, in PEM. */
    @Parameter(property = "slipway.ova.signCertificate")
    private @Nullable File signCertificate;

    /** Where the password of an encrypted key is: <code>env:VARIABLE</code> or <code>file:PATH</code>. */
    @Parameter(property = "slipway.ova.signKeyPassword")
    private @Nullable String signKeyPassword;

    /** The classifier of the attached artifact. None by default. */
    @Parameter(property = "slipway.ova.classifier")
    private @Nullable String classifier;

    @Inject
    BuildOvaMojo(ToolchainManager toolchains, MavenProjectHelper projects) {
        super(Engine.OVA, toolchains, projects);
    }

    @Override
    void ask(RequestLines request, GivenProperties given) {
        askForSource(request, given);
        request.with("output", output)
                .with("default-output", usualOutput(format == null ? TYPE : format.toLowerCase(Locale.ROOT)))
                .with("format", format)
                .with("level", level);
        askForMachine(request);
        askForDescription(request, given);
    }

    private void askForSource(RequestLines request, GivenProperties given) {
        request.withAll("disk", disks)
                .with("installer", installer)
                .with("seed", seed)
                .with("base", base)
                .with("user-data", userData)
                .with("meta-data", metaData)
                .with("network-config", networkConfig)
                .with("disk-size", diskSize)
                .withAll("kernel-argument", kernelArguments)
                .withAll("kernel-argument", given.words("slipway.ova.kernelArguments"))
                .with("squashfs-compression", squashfsCompression)
                .with("timeout", timeout)
                .with("install-memory", installMemory);
    }

    private void askForMachine(RequestLines request) {
        request.with("cpus", cpus)
                .with("memory", memory)
                .with("firmware", firmware)
                .with("secure-boot", secureBoot ? true : null)
                .with("controller", controller)
                .withAll("nic", nics)
                .with("hardware-version", hardwareVersion)
                .with("guest-os", guestOs);
    }

    private void askForDescription(RequestLines request, GivenProperties given) {
        request.with("name", name)
                .with("product", product)
                .with("vendor", vendor)
                .with("product-version", productVersion)
                .with("annotation", annotation)
                .with("eula", eula)
                .withAll("property", properties)
                .with("user-data-properties", userDataProperties ? true : null)
                .with("cd-drive", cdDrive ? true : null)
                .with("cd", cd)
                .with("sign-key", signKey)
                .with("sign-certificate", signCertificate)
                .with("sign-key-password", signKeyPassword);
        given.under("slipway.ova.properties.").forEach((key, value) -> request.with("property", key + "=" + value));
    }

    @Override
    String typeOf(Path output) {
        if (format != null) {
            return format.toLowerCase(Locale.ROOT);
        }
        String name = output.toString().toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return DISK_TYPES.contains(extension) ? extension : TYPE;
    }

    @Override
    @Nullable
    String classifier() {
        return classifier;
    }
}
