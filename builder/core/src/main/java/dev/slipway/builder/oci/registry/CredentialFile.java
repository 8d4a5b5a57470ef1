package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A file in which Docker or Podman keep who somebody is (Docker's `config.json`; containers-auth.json(5)). A login
/// counts for a registry or for a part of one, `HOST/NAMESPACE`; the longest that fits is taken.
record CredentialFile(Path path, JsonObject content) {

    private static final String HUB_SERVER = "https://index.docker.io/v1/";
    private static final List<String> HUB_HOSTS =
            List.of(ImageName.DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

    /// Reads a file that is there.
    ///
    /// @throws ProblemException where it cannot be read
    static CredentialFile read(Path path) {
        String place = path.toString();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = Document.readBounded(in, place);
            boolean blank = new String(bytes, UTF_8).isBlank();
            return new CredentialFile(path, JsonObject.read(blank ? "{}".getBytes(UTF_8) : bytes, place));
        } catch (IOException e) {
            throw RegistryProblems.credentials(place, "the file cannot be read", "check who may read it");
        } catch (ProblemException e) {
            // Told anew: a parser's message quotes what it stumbled upon, which may be a secret.
            String line = e.getCause() instanceof JacksonException json && json.getLocation() != null
                    ? " in line " + json.getLocation().getLineNr()
                    : "";
            throw RegistryProblems.credentials(
                    place, "it is no JSON object" + line, "correct the file, or log in again");
        }
    }

    /// The helper that is named for an image's registry, or for all of them.
    Optional<CredentialHelper> helper(ImageName image, Map<String, String> environment) {
        Map<String, JsonNode> helpers = byPlace("credHelpers");
        return hosts(image).stream()
                .filter(helpers::containsKey)
                .map(helpers::get)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .findFirst()
                .or(() -> content.text("credsStore"))
                .filter(name -> !name.isEmpty())
                .map(name -> new CredentialHelper(name, path.toString(), environment, CredentialHelper.PATIENCE));
    }

    /// How helpers know an image's registry: as it was written at the login.
    String server(ImageName image) {
        if (image.host().equals(ImageName.DOCKER_HUB)) {
            return HUB_SERVER;
        }
        return fields("auths").keySet().stream()
                .filter(key -> key.contains("://") && place(key).equals(image.host()))
                .findFirst()
                .orElse(image.host());
    }

    /// The login that the file itself holds.
    ///
    /// @throws ProblemException where there is one that cannot be understood
    Optional<Credentials> login(ImageName image) {
        Map<String, JsonNode> logins = byPlace("auths");
        for (String place : places(image)) {
            JsonNode login = logins.get(place);
            if (login != null) {
                Optional<Credentials> found = credentials(new JsonObject(login, path.toString()), place);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Credentials> credentials(JsonObject login, String place) {
        Optional<String> token = login.text("identitytoken").filter(text -> !text.isEmpty());
        if (token.isPresent()) {
            return token.map(Credentials::ofIdentityToken);
        }
        Optional<String> auth = login.text("auth").filter(text -> !text.isEmpty());
        if (auth.isEmpty()) {
            return Optional.empty();
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(auth.get().strip()), UTF_8);
            int colon = decoded.indexOf(':');
            if (colon > 0) {
                return Optional.of(new Credentials(decoded.substring(0, colon), decoded.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Said below; the message would quote a part of it.
        }
        throw RegistryProblems.credentials(
                path.toString(),
                "'auth' of '%s' is not USER:PASSWORD in Base64".formatted(place),
                "log in again: docker login " + place);
    }

    /// From the longest to the shortest: the repository, what it lies in, the registry.
    private static List<String> places(ImageName image) {
        List<String> places = new ArrayList<>();
        String place = image.host() + "/" + image.repository();
        for (int slash = place.lastIndexOf('/'); slash >= 0; slash = place.lastIndexOf('/')) {
            places.add(place);
            place = place.substring(0, slash);
        }
        places.addAll(hosts(image));
        return places;
    }

    private static List<String> hosts(ImageName image) {
        return image.host().equals(ImageName.DOCKER_HUB) ? HUB_HOSTS : List.of(image.host());
    }

    /// The fields of an object by what they are about. Where two are about the same, the plainer one counts.
    private Map<String, JsonNode> byPlace(String name) {
        Map<String, JsonNode> fields = fields(name);
        Map<String, JsonNode> byPlace = new LinkedHashMap<>(fields);
        fields.forEach((key, value) -> byPlace.putIfAbsent(place(key), value));
        return byPlace;
    }

    private Map<String, JsonNode> fields(String name) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        content.object(name)
                .ifPresent(object ->
                        object.node().properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue())));
        return fields;
    }

    /// Docker once wrote the address of the registry's interface: of that, only the host counts.
    private static String place(String key) {
        String stripped = key.replaceFirst("^https?://", "");
        boolean address = !stripped.equals(key) || stripped.matches("[^/]*/(v[12]/?)?");
        return address ? stripped.replaceFirst("/.*", "") : stripped;
    }
}
