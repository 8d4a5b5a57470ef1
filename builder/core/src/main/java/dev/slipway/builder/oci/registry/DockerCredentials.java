package dev.slipway.builder.oci.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Credentials where Docker and Podman keep them: `auths`, `credHelpers` and `credsStore` of their configuration
/// files, and the helpers of well-known clouds where they are installed. The first that knows the registry wins.
final class DockerCredentials {

    private final Path home;
    private final Map<String, String> environment;

    DockerCredentials(RegistrySettings settings) {
        home = settings.home();
        environment = settings.environment();
    }

    /// What was found. A place that cannot be read does not matter as long as nobody asks for credentials, or others
    /// do.
    ///
    /// @param trouble with the first place that could not be read
    record Found(Optional<Credentials> credentials, Optional<ProblemException> trouble) {}

    /// The credentials for an image's registry, where somebody has any.
    Found find(ImageName image) throws IOException {
        List<ProblemException> troubles = new ArrayList<>();
        Optional<Credentials> found = Optional.empty();
        for (Path file : files()) {
            if (found.isEmpty() && Files.exists(file)) {
                found = inFile(file, image, troubles);
            }
        }
        if (found.isEmpty()) {
            found = withoutTrouble(() -> ofCloud(image), troubles);
        }
        return new Found(found, troubles.stream().findFirst());
    }

    /// A source of credentials.
    private interface Source {
        Optional<Credentials> ask() throws IOException;
    }

    private static Optional<Credentials> withoutTrouble(Source source, List<ProblemException> troubles)
            throws IOException {
        try {
            return source.ask();
        } catch (ProblemException e) {
            troubles.add(e);
            return Optional.empty();
        }
    }

    /// First the helper that a file names, then what it holds itself.
    private Optional<Credentials> inFile(Path path, ImageName image, List<ProblemException> troubles)
            throws IOException {
        CredentialFile file;
        try {
            file = CredentialFile.read(path);
        } catch (ProblemException e) {
            troubles.add(e);
            return Optional.empty();
        }
        Optional<CredentialHelper> helper = file.helper(image, environment);
        Optional<Credentials> found = helper.isPresent()
                ? withoutTrouble(() -> helper.get().ask(file.server(image)), troubles)
                : Optional.empty();
        return found.isPresent() ? found : withoutTrouble(() -> file.login(image), troubles);
    }

    /// In the order in which they count: what was named explicitly, Docker's, Podman's.
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        variable("REGISTRY_AUTH_FILE").ifPresent(file -> files.add(Path.of(file)));
        files.add(variable("DOCKER_CONFIG")
                .map(Path::of)
                .orElse(home.resolve(".docker"))
                .resolve("config.json"));
        variable("XDG_RUNTIME_DIR").ifPresent(directory -> files.add(Path.of(directory, "containers", "auth.json")));
        files.add(variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(home.resolve(".config"))
                .resolve("containers")
                .resolve("auth.json"));
        return files;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private Optional<Credentials> ofCloud(ImageName image) {
        ImageReference reference = ImageReference.of(image.host(), image.repository(), "latest");
        // What jib logs may name helpers and files; what matters of it comes as an exception.
        CredentialRetrieverFactory jib = CredentialRetrieverFactory.forImage(reference, event -> {}, environment);
        try {
            return jib.wellKnownCredentialHelpers().retrieve().map(DockerCredentials::credentials);
        } catch (CredentialRetrievalException e) {
            // Its message may quote what a helper printed, which may be a secret.
            throw RegistryProblems.credentials(
                    "credential helper for " + image.host(),
                    "it fails",
                    "run the credential helper by hand to see what it says");
        }
    }

    private static Credentials credentials(Credential found) {
        return new Credentials(found.getUsername(), found.getPassword());
    }
}
