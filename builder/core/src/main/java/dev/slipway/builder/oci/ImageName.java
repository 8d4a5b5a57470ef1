package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What names an image in a registry: `host[:port]/repository[:tag][@digest]`, by the grammar of the distribution
/// project (`reference/reference.go`). Names without a host are Docker Hub's, as everywhere.
///
/// @param host with its port where one was given; IPv6 addresses in brackets
/// @param repository the path in the registry
/// @param tag what may point elsewhere tomorrow
/// @param digest what never does; it decides where both are there
public record ImageName(String host, String repository, Optional<String> tag, Optional<Digest> digest) {

    /// What is meant where no host is named.
    public static final String DOCKER_HUB = "docker.io";

    private static final String LATEST = "latest";
    private static final int REPOSITORY_LENGTH_MAX = 255;
    private static final int TEXT_LENGTH_MAX = 1024;

    private static final String LABEL = "[a-zA-Z0-9][a-zA-Z0-9-]*+(?<!-)";
    private static final Pattern HOST =
            Pattern.compile("(?:%s(?:\\.%s)*+|\\[[a-fA-F0-9:]+])(?::[0-9]{1,5})?".formatted(LABEL, LABEL));
    private static final String COMPONENT = "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+";
    private static final Pattern REPOSITORY = Pattern.compile("%s(?:/%s)*+".formatted(COMPONENT, COMPONENT));
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}");
    private static final Pattern PARTS = Pattern.compile("(?<name>[^@]*?)(?::(?<tag>[^/:@]*))?(?:@(?<digest>.*))?");

    public ImageName {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("'%s' is no host".formatted(host));
        }
        if (!REPOSITORY.matcher(repository).matches() || repository.length() > REPOSITORY_LENGTH_MAX) {
            throw new IllegalArgumentException("'%s' is no repository".formatted(repository));
        }
        if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
            throw new IllegalArgumentException("'%s' is no tag".formatted(tag.get()));
        }
        if (tag.isEmpty() && digest.isEmpty()) {
            throw new IllegalArgumentException("neither a tag nor a digest");
        }
    }

    /// Understands a name as it was typed. Without tag and digest, the tag is `latest`.
    ///
    /// @throws ProblemException where it does not follow the grammar
    public static ImageName parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.length() > TEXT_LENGTH_MAX || !parts.matches()) {
            throw problem(text, "it is not of the form host/repository:tag@digest");
        }
        Optional<Digest> digest = Optional.ofNullable(parts.group("digest")).map(Digest::parse);
        Optional<String> tag = Optional.ofNullable(parts.group("tag"));
        if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
            throw problem(text, "'%s' is no tag: letters, digits, '_', '.' and '-', at most 128".formatted(tag.get()));
        }
        if (tag.isEmpty() && digest.isEmpty()) {
            tag = Optional.of(LATEST);
        }
        return ofParts(text, parts.group("name"), tag, digest);
    }

    private static ImageName ofParts(String text, String name, Optional<String> tag, Optional<Digest> digest) {
        int slash = name.indexOf('/');
        boolean hasHost = slash >= 0 && isHost(name.substring(0, slash));
        String host = hasHost ? name.substring(0, slash) : DOCKER_HUB;
        String repository = hasHost ? name.substring(slash + 1) : name;
        // The name under which Docker Hub's credentials are kept; people copy it.
        host = host.equals("index.docker.io") ? DOCKER_HUB : host;
        if (host.equals(DOCKER_HUB) && !repository.contains("/")) {
            repository = "library/" + repository;
        }
        if (!HOST.matcher(host).matches()) {
            throw problem(text, "'%s' is no host".formatted(host));
        }
        if (!REPOSITORY.matcher(repository).matches()) {
            boolean upperCase = repository.chars().anyMatch(Character::isUpperCase);
            throw problem(
                    text,
                    upperCase
                            ? "repositories are written in lower case"
                            : "'%s' is no repository: lower-case letters and digits, with single separators in between"
                                    .formatted(repository));
        }
        if (repository.length() > REPOSITORY_LENGTH_MAX) {
            throw problem(text, "the repository has more than %d characters".formatted(REPOSITORY_LENGTH_MAX));
        }
        return new ImageName(host, repository, tag, digest);
    }

    /// What tells a host from the first part of a path: a dot, a port, `localhost`, or an upper-case letter.
    private static boolean isHost(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || first.chars().anyMatch(Character::isUpperCase);
    }

    private static ProblemException problem(String text, String reason) {
        String shown = text.length() > REPOSITORY_LENGTH_MAX ? text.substring(0, REPOSITORY_LENGTH_MAX) + "..." : text;
        return Problem.usage("oci.image-name", "'%s' names no image".formatted(shown))
                .because(reason)
                .fix("write host/repository:tag or host/repository@sha256:...")
                .exception();
    }

    /// Whether the name says exactly which content is meant.
    public boolean isPinned() {
        return digest.isPresent();
    }

    /// The same, pinned.
    public ImageName at(Digest exact) {
        return new ImageName(host, repository, tag, Optional.of(exact));
    }

    /// The whole name, with nothing left to be guessed.
    @Override
    public String toString() {
        return host + "/" + repository + tag.map(text -> ":" + text).orElse("")
                + digest.map(exact -> "@" + exact).orElse("");
    }
}
