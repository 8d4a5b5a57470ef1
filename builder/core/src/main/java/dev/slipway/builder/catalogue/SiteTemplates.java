package dev.slipway.builder.catalogue;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/// The templates that make a site's files.
///
/// @param userData of every site's user-data
/// @param networkConfig and `metaData`: for cloud-init's NoCloud data source
public record SiteTemplates(
        Optional<TemplateFile> userData, Optional<TemplateFile> networkConfig, Optional<TemplateFile> metaData) {

    /// No templates at all.
    public static final SiteTemplates NONE = new SiteTemplates(Optional.empty(), Optional.empty(), Optional.empty());

    public SiteTemplates {
        requireNonNull(userData, "userData is null");
        requireNonNull(networkConfig, "networkConfig is null");
        requireNonNull(metaData, "metaData is null");
    }

    /// A template and the folder that it must not leave.
    ///
    /// @param folder what it includes must lie below it
    /// @param path below the folder
    /// @param where it is asked for, for messages
    public record TemplateFile(Path folder, String path, String where) {

        /// A file that the user named: its own folder holds what it includes.
        public static TemplateFile named(Path file) {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
            return new TemplateFile(folder, String.valueOf(file.getFileName()), file.toString());
        }
    }

    /// These, and the others where these have none.
    SiteTemplates orElse(SiteTemplates others) {
        return new SiteTemplates(
                userData.or(others::userData), networkConfig.or(others::networkConfig), metaData.or(others::metaData));
    }
}
