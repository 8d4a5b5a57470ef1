package dev.slipway.builder.site;

import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Gives a finished image another site: its user-data and what belongs to it, without the base that it was made of.
///
/// @param image the file
/// @param userData of the other site
/// @param seed what stands beside it
/// @param output where the result goes; into the image itself where empty
/// @param strict whether what is likely to surprise in the user-data stops it, too
public record SiteRewrite(Path image, Path userData, SeedFiles seed, Optional<Path> output, boolean strict) {

    /// What came of it.
    ///
    /// @param output the file that has the other site now
    /// @param flavour who boots of it
    /// @param writtenBytes how many of them were written into an image that was there
    /// @param outdated files beside it that spoke of the bytes that it had before, and were removed
    /// @param took how long it took
    public record Result(
            Path output, long sizeBytes, String flavour, long writtenBytes, List<Path> outdated, Duration took) {
        public Result {
            outdated = List.copyOf(outdated);
        }
    }

    /// Takes back a change that was interrupted.
    ///
    /// @return whether there was one
    /// @throws ProblemException where the image cannot be changed
    public static boolean recover(Path image) {
        SiteMediumFile.requireFile(image);
        try {
            Path real = image.toRealPath();
            ImageUse.OF_SYSTEM.refuse(real);
            try (AreaWriter writer = AreaWriter.lock(real)) {
                return writer.recover();
            }
        } catch (IOException e) {
            throw failed(e, image);
        }
    }

    /// Whether a change of an image was interrupted, and what to do then.
    public static Optional<Problem> interrupted(Path image) {
        return Files.exists(RewriteJournal.beside(image))
                ? Optional.of(RewriteJournal.unfinished(image))
                : Optional.empty();
    }

    /// As [#run(Consumer, EvidenceOptions, Map)], with evidence that nobody signs.
    public Result run(Consumer<String> warnings) {
        return run(warnings, EvidenceOptions.UNSIGNED, Map.of());
    }

    /// Does it. An image that is changed in place loses its evidence, which speaks of the one before; new evidence is
    /// written beside another output.
    ///
    /// @param warnings is told of what is likely to surprise
    /// @param evidence what is to lie beside another output
    /// @param environment where the password of a key may be
    /// @throws ProblemException with what is wrong and what to do; the image is as it was then
    public Result run(Consumer<String> warnings, EvidenceOptions evidence, Map<String, String> environment) {
        long start = System.nanoTime();
        if (output.isEmpty() && evidence.signKey().isPresent()) {
            throw Problem.usage("rewrite.sign-key", "there is nothing to sign where the image is changed in place")
                    .at(image.toString())
                    .because("evidence takes the whole image to be read, and is written beside an --output only")
                    .fix("add --output FILE, or leave --sign-key out")
                    .exception();
        }
        Optional<SigningKey> key = SigningKey.of(evidence, environment, warnings);
        BootConfiguration configuration = BootConfiguration.read(userData);
        SiteMediumFile.requireFile(image);
        try {
            return output.isPresent()
                    ? into(output.get(), configuration, evidence.wanted(), key, warnings, start)
                    : inPlace(configuration, warnings, start);
        } catch (IOException e) {
            throw failed(e, output.orElse(image));
        }
    }

    private Result into(
            Path target,
            BootConfiguration configuration,
            boolean isEvidenceWanted,
            Optional<SigningKey> key,
            Consumer<String> warnings,
            long start)
            throws IOException {
        for (Path input : List.of(image, userData)) {
            if (Files.exists(target) && Files.isSameFile(target, input)) {
                throw Problem.usage("rewrite.output", "the output is an input")
                        .at(target.toString())
                        .fix("leave out --output to change the image in place, or choose another one")
                        .exception();
            }
        }
        SiteMedium medium = SiteMedium.open(image);
        SiteContent content = checked(medium, configuration, warnings);
        Image result = medium.with(content);
        Path directory = target.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        result.writeTo(target);
        if (isEvidenceWanted) {
            new RewriteEvidence(image, medium, userData, content).write(target, key);
        } else {
            new EvidenceFiles(target).remove();
        }
        return result(target, medium, result.size(), List.of(), start);
    }

    private Result inPlace(BootConfiguration configuration, Consumer<String> warnings, long start) throws IOException {
        Path real = image.toRealPath();
        ImageUse.OF_SYSTEM.refuse(real);
        Image before = Image.ofFile(real);
        Optional<RewriteJournal> journal = RewriteJournal.read(real);
        SiteMedium medium =
                SiteMediumFile.open(image, journal.isPresent() ? journal.get().over(before) : before);
        SiteDescriptor area = medium.descriptor();
        byte[] seen = area(medium.image().slice(area.offset(), area.length()));
        byte[] wanted = area(medium.area(checked(medium, configuration, warnings)));
        try (AreaWriter writer = AreaWriter.lock(real)) {
            writer.recover();
            if (!Arrays.equals(seen, writer.read(area))) {
                throw Problem.environment("site.in-use", "somebody else has changed the image in the meantime")
                        .at(image.toString())
                        .fix("start again")
                        .exception();
            }
            writer.replace(area, seen, wanted);
            List<Path> outdated = Arrays.equals(seen, wanted) ? List.of() : removed(real);
            return result(image, medium, writer.written(), outdated, start);
        }
    }

    /// Removes what speaks of the image as it was. Whoever is killed before that leaves evidence that does not hold.
    private List<Path> removed(Path real) throws IOException {
        List<Path> outdated = new ArrayList<>(new EvidenceFiles(image).present());
        if (Files.isSymbolicLink(image)) {
            outdated.addAll(new EvidenceFiles(real).present());
        }
        for (Path file : outdated) {
            Files.deleteIfExists(file);
        }
        return outdated;
    }

    private static byte[] area(Image area) throws IOException {
        return area.toByteArray(SiteMedium.AREA_BYTES_MAX);
    }

    private SiteContent checked(SiteMedium medium, BootConfiguration configuration, Consumer<String> warnings) {
        medium.flavour().reader().require(configuration, userData.toString());
        new UserDataCheck(configuration, userData.toString(), strict, warnings)
                .check(Optional.of(medium.flavour().name()));
        return seed.with(configuration);
    }

    private static Result result(Path output, SiteMedium medium, long writtenBytes, List<Path> outdated, long start) {
        return new Result(
                output,
                medium.image().size(),
                medium.flavour().name(),
                writtenBytes,
                outdated,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static ProblemException failed(IOException e, Path file) {
        return Problem.environment("output.write", "the image cannot be written")
                .at(file.toString())
                .because(
                        e instanceof java.nio.file.AccessDeniedException
                                ? "no permission"
                                : String.valueOf(e.getMessage()))
                .exception(e);
    }
}
