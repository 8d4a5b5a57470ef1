package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Requests that differ from another in one thing.
final class RequestChange {

    private RequestChange() {}

    static InstallerRequest arguments(InstallerRequest from, String... arguments) {
        MediumOptions medium = from.medium();
        return medium(from, medium(medium, medium.volumeId(), List.of(arguments), medium.additions()));
    }

    static InstallerRequest volumeId(InstallerRequest from, String volumeId) {
        MediumOptions medium = from.medium();
        return medium(from, medium(medium, Optional.of(volumeId), medium.kernelArguments(), medium.additions()));
    }

    static InstallerRequest adding(InstallerRequest from, Map<String, Path> additions) {
        MediumOptions medium = from.medium();
        return medium(from, medium(medium, medium.volumeId(), medium.kernelArguments(), new TreeMap<>(additions)));
    }

    static InstallerRequest userData(InstallerRequest from, Path userData) {
        return new InstallerRequest(
                from.base(),
                userData,
                from.seed(),
                from.output(),
                from.medium(),
                from.strict(),
                from.access(),
                from.evidence());
    }

    /// For a registry of a test, which speaks plain HTTP.
    static InstallerRequest plainHttp(InstallerRequest from, String host) {
        return reaching(from, new BaseAccess(Optional.empty(), Set.of(host), Set.of(), Optional.empty()));
    }

    static InstallerRequest reaching(InstallerRequest from, BaseAccess access) {
        return new InstallerRequest(
                from.base(),
                from.userData(),
                from.seed(),
                from.output(),
                from.medium(),
                from.strict(),
                access,
                from.evidence());
    }

    static InstallerRequest medium(InstallerRequest from, MediumOptions medium) {
        return new InstallerRequest(
                from.base(),
                from.userData(),
                from.seed(),
                from.output(),
                medium,
                from.strict(),
                from.access(),
                from.evidence());
    }

    private static MediumOptions medium(
            MediumOptions from, Optional<String> volumeId, List<String> arguments, SortedMap<String, Path> additions) {
        return new MediumOptions(
                volumeId,
                from.flavour(),
                arguments,
                additions,
                from.compression(),
                from.architecture(),
                from.sourceDateEpoch());
    }
}
