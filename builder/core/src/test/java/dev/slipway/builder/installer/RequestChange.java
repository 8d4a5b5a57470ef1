package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Requests that differ from another in one thing.
final class RequestChange {

    private RequestChange() {}

    static InstallerRequest of(InstallerRequest from, List<String> arguments, String compression, long epoch) {
        return new InstallerRequest(
                from.base(),
                from.userData(),
                from.output(),
                from.volumeId(),
                from.flavour(),
                arguments,
                from.additions(),
                compression,
                from.architecture(),
                Optional.of(epoch));
    }

    static InstallerRequest arguments(InstallerRequest from, String... arguments) {
        return copy(from, from.base(), from.userData(), from.volumeId(), List.of(arguments), from.additions());
    }

    static InstallerRequest volumeId(InstallerRequest from, String volumeId) {
        return copy(
                from, from.base(), from.userData(), Optional.of(volumeId), from.kernelArguments(), from.additions());
    }

    static InstallerRequest adding(InstallerRequest from, Map<String, Path> additions) {
        return copy(from, from.base(), from.userData(), from.volumeId(), from.kernelArguments(), additions);
    }

    static InstallerRequest userData(InstallerRequest from, Path userData) {
        return copy(from, from.base(), userData, from.volumeId(), from.kernelArguments(), from.additions());
    }

    /// For a registry of a test, which speaks plain HTTP.
    static InstallerRequest plainHttp(InstallerRequest from, String host) {
        return new InstallerRequest(
                from.base(),
                from.userData(),
                from.output(),
                from.volumeId(),
                from.flavour(),
                from.kernelArguments(),
                from.additions(),
                from.compression(),
                from.architecture(),
                from.sourceDateEpoch(),
                from.strict(),
                new BaseAccess(Optional.empty(), Set.of(host), Set.of(), Optional.empty()));
    }

    private static InstallerRequest copy(
            InstallerRequest from,
            BaseReference base,
            Path userData,
            Optional<String> volumeId,
            List<String> arguments,
            Map<String, Path> additions) {
        return new InstallerRequest(
                base,
                userData,
                from.output(),
                volumeId,
                from.flavour(),
                arguments,
                new TreeMap<>(additions),
                from.compression(),
                from.architecture(),
                from.sourceDateEpoch());
    }
}
