package dev.slipway.pxe.boot;

import dev.slipway.pxe.boot.BootDecision.Install;
import dev.slipway.pxe.boot.BootDecision.Kernel;
import dev.slipway.pxe.boot.BootDecision.Local;
import dev.slipway.pxe.boot.BootDecision.Refuse;
import dev.slipway.pxe.boot.BootDecision.Script;
import dev.slipway.pxe.boot.BootDecision.Wait;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The answer of a service with pixiecore's API, made a decision.
final class RemoteAnswer {

    private static final int NESTING_MAX = 16;
    private static final int INITRDS_MAX = 16;
    private static final int TEXT_MAX = 8192;
    private static final int SCRIPT_MAX = 64 << 10;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .build())
                    .build())
            .build();

    private final JsonNode answer;
    private final URI service;

    private RemoteAnswer(JsonNode answer, URI service) {
        this.answer = answer;
        this.service = service;
    }

    static BootDecision read(byte[] bytes, URI service, HostRules rules) throws UnusableException {
        try {
            JsonNode answer = JSON.readTree(bytes);
            if (!answer.isObject()) {
                throw new UnusableException("its answer is no JSON object");
            }
            return new RemoteAnswer(answer, service).decision(rules);
        } catch (JacksonException e) {
            throw new UnusableException("its answer is no JSON: " + e.getOriginalMessage());
        }
    }

    private BootDecision decision(HostRules rules) throws UnusableException {
        String why = "the service %s says so".formatted(service);
        Optional<String> script = text("ipxe-script", SCRIPT_MAX);
        if (script.isPresent()) {
            if (!script.get().startsWith("#!ipxe")) {
                throw new UnusableException("its 'ipxe-script' does not begin with #!ipxe");
            }
            return new Script(script.get(), why);
        }
        Optional<String> kernel = line("kernel");
        if (kernel.isPresent()) {
            return new Kernel(resolved(kernel.get()), initrds(), arguments(), line("message"), why);
        }
        return switch (line("action").orElse("install")) {
            case "local" -> new Local(why);
            case "wait" -> new Wait(why);
            case "refuse" -> new Refuse(why);
            case "install" -> install(rules, why);
            default -> throw new UnusableException("its 'action' is none of install, local, wait, refuse");
        };
    }

    private BootDecision install(HostRules rules, String why) throws UnusableException {
        Optional<String> named = line("profile");
        Optional<Profile> profile = named.isPresent() ? rules.profile(named.get()) : rules.usualProfile();
        if (profile.isEmpty()) {
            throw new UnusableException(named.map("there is no profile '%s'"::formatted)
                    .orElse("it names no kernel, no script, and no profile"));
        }
        return new Install(profile.get(), line("site"), why);
    }

    private List<String> initrds() throws UnusableException {
        List<String> initrds = new ArrayList<>();
        JsonNode listed = answer.path("initrd");
        if (listed.size() > INITRDS_MAX) {
            throw new UnusableException("it names more than %d initial file systems".formatted(INITRDS_MAX));
        }
        for (JsonNode initrd : listed) {
            initrds.add(resolved(oneLine("initrd", initrd.asString(""))));
        }
        return initrds;
    }

    /// The command line; an older form of the API has a mapping of arguments.
    private String arguments() throws UnusableException {
        JsonNode arguments = answer.path("cmdline");
        if (!arguments.isObject()) {
            return line("cmdline").orElse("");
        }
        List<String> words = new ArrayList<>();
        for (var argument : arguments.properties()) {
            String value = argument.getValue().asString("");
            words.add(oneLine("cmdline", value.isEmpty() ? argument.getKey() : argument.getKey() + "=" + value));
        }
        return String.join(" ", words);
    }

    /// A URL, which may be relative to the service.
    private String resolved(String url) throws UnusableException {
        try {
            URI resolved = service.resolve(url);
            if (!"http".equals(resolved.getScheme()) && !"https".equals(resolved.getScheme())) {
                throw new UnusableException("a URL of its answer is neither http nor https");
            }
            return resolved.toString();
        } catch (IllegalArgumentException e) {
            throw new UnusableException("a URL of its answer is none: " + e.getMessage());
        }
    }

    private Optional<String> line(String name) throws UnusableException {
        Optional<String> text = text(name, TEXT_MAX);
        return text.isEmpty() ? text : Optional.of(oneLine(name, text.get()));
    }

    private Optional<String> text(String name, int max) throws UnusableException {
        JsonNode node = answer.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isString() || node.asString().length() > max) {
            throw new UnusableException("its '%s' is no text of at most %d characters".formatted(name, max));
        }
        return Optional.of(node.asString()).filter(text -> !text.isBlank());
    }

    private static String oneLine(String name, String text) throws UnusableException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableException("its '%s' holds control characters".formatted(name));
        }
        return text;
    }

    /// The answer cannot be used, for this reason.
    static final class UnusableException extends Exception {

        UnusableException(String message) {
            super(message);
        }
    }
}
