package dev.slipway.cli;

import dev.slipway.builder.boottest.BootFirmware;
import dev.slipway.builder.boottest.BootMedium;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.userdata.network.NetworkFiles;
import dev.slipway.ova.build.OvaFormat;
import dev.slipway.ova.ovf.DiskController;
import dev.slipway.ova.ovf.Firmware;
import dev.slipway.ova.ovf.GuestOs;
import dev.slipway.ova.vsphere.template.TemplatePlace;
import dev.slipway.templates.UserDataStarter;
import java.util.Iterator;
import java.util.List;

/// What a shell offers for the values of options, and what help lists.
interface Candidates {

    /// The kinds of base.
    final class Bases implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("iso:", "rootfs:", "oci:", "docker-archive:", "docker-daemon:", "slipway")
                    .iterator();
        }
    }

    /// Where images can be written to, beside registries.
    final class Places implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("oci:", "docker-archive:", "docker-daemon:").iterator();
        }
    }

    /// The boot flavours.
    final class Flavours implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Flavour.ALL.stream().map(Flavour::name).iterator();
        }
    }

    /// The compressions of squashfs.
    final class Compressions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("zstd", "gzip", "xz", "lz4").iterator();
        }
    }

    /// The processors.
    final class Architectures implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("amd64", "arm64").iterator();
        }
    }

    /// What a machine can start with.
    final class Firmwares implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(BootFirmware.class).iterator();
        }
    }

    /// As what an image can be put into a machine.
    final class Media implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(BootMedium.class).iterator();
        }
    }

    /// How findings are told.
    final class FindingFormats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("text", "json", "sarif").iterator();
        }
    }

    /// The files of a site.
    final class SiteFiles implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("user-data", "meta-data", "network-config", "all").iterator();
        }
    }

    /// What network settings are turned into.
    final class NetworkFormats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(NetworkFiles.Format.class).iterator();
        }
    }

    /// What a user-data can be for.
    final class Purposes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(UserDataStarter.Purpose.class).iterator();
        }
    }

    /// How disks of a template take their room.
    final class Provisionings implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(TemplatePlace.Provisioning.class).iterator();
        }
    }

    /// What a build of an appliance writes.
    final class OvaFormats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(OvaFormat.class).iterator();
        }
    }

    /// What an appliance starts with.
    final class OvaFirmwares implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(Firmware.class).iterator();
        }
    }

    /// What the disks of an appliance hang on.
    final class OvaControllers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConstantConverter.names(DiskController.class).iterator();
        }
    }

    /// The systems that vSphere knows.
    final class GuestSystems implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return GuestOs.ALL.stream().map(GuestOs::id).iterator();
        }
    }
}
