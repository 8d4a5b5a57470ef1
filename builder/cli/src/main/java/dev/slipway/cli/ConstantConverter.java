package dev.slipway.cli;

import dev.slipway.builder.boottest.BootFirmware;
import dev.slipway.builder.boottest.BootMedium;
import dev.slipway.builder.userdata.network.NetworkFiles;
import dev.slipway.ova.vsphere.template.TemplatePlace;
import dev.slipway.templates.UserDataStarter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a constant as commands write it: `static-network` for `STATIC_NETWORK`.
abstract class ConstantConverter<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;

    private ConstantConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> nameOf(constant).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("expected one of %s but was '%s'".formatted(names(type), name)));
    }

    /// All names, in their order.
    static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(ConstantConverter::nameOf)
                .toList();
    }

    /// The name of one.
    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a machine starts with.
    static final class Firmware extends ConstantConverter<BootFirmware> {
        Firmware() {
            super(BootFirmware.class);
        }
    }

    /// As what an image is put into a machine.
    static final class Medium extends ConstantConverter<BootMedium> {
        Medium() {
            super(BootMedium.class);
        }
    }

    /// What network settings are turned into.
    static final class NetworkFormat extends ConstantConverter<NetworkFiles.Format> {
        NetworkFormat() {
            super(NetworkFiles.Format.class);
        }
    }

    /// What a user-data is for.
    static final class Purpose extends ConstantConverter<UserDataStarter.Purpose> {
        Purpose() {
            super(UserDataStarter.Purpose.class);
        }
    }

    /// How disks of a template take their room.
    static final class Provisioning extends ConstantConverter<TemplatePlace.Provisioning> {
        Provisioning() {
            super(TemplatePlace.Provisioning.class);
        }
    }
}
