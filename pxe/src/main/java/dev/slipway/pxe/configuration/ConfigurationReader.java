package dev.slipway.pxe.configuration;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.pxe.boot.HostRule;
import dev.slipway.pxe.boot.Profile;
import dev.slipway.pxe.configuration.ServerConfiguration.DecisionService;
import dev.slipway.pxe.subnet.Subnet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `pxe.yaml` from its top, and goes on behind what is wrong.
final class ConfigurationReader {

    private static final int SIZE_BYTES_MAX = 64 << 20;
    private static final Path STATE = Path.of("/var/lib/slipway/pxe");
    private static final String USUAL_PROFILE = "default";

    private final Path file;
    private final Section root;

    private ConfigurationReader(Path file, Section root) {
        this.file = file;
        this.root = root;
    }

    static ServerConfiguration read(Path file) {
        String text = text(file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        Faults faults = new Faults(file.toString(), folder);
        YamlDocument document = YamlDocument.parse(
                text,
                file.toString(),
                "pxe.configuration",
                twice -> faults.add(twice.where().orElse(file.toString()), twice.what()));
        ServerConfiguration configuration =
                new ConfigurationReader(file, new Section(document.root(), "", faults)).configuration();
        if (faults.count() == 0) {
            ConfigurationCheck.of(configuration, faults);
        }
        faults.throwIfAny();
        return configuration;
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SIZE_BYTES_MAX + 1);
            if (bytes.length > SIZE_BYTES_MAX) {
                throw Problem.input(
                                "pxe.configuration.size",
                                "the configuration is larger than %d MiB".formatted(SIZE_BYTES_MAX >> 20))
                        .at(file.toString())
                        .exception();
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.input("pxe.configuration.encoding", "the configuration is not UTF-8")
                    .at(file.toString())
                    .fix("save it as UTF-8")
                    .exception(e);
        } catch (IOException e) {
            throw Diagnosis.of(e).at(file.toString()).exception(e);
        }
    }

    private ServerConfiguration configuration() {
        ListenerReader listeners = new ListenerReader(root);
        Map<String, InstallerPlan> installers = installers();
        Map<String, Profile> profiles = profiles(installers);
        HostReader hosts = new HostReader(profiles);
        List<HostRule> rules =
                root.listed("hosts").stream().flatMap(hosts::rule).toList();
        ServerConfiguration configuration = new ServerConfiguration(
                file,
                listeners.interfaces(),
                subnets(),
                listeners.http(),
                listeners.tftp(),
                listeners.loaders(),
                installers,
                profiles,
                usual(profiles),
                rules,
                hosts.unknown(root.section("unknown")),
                decisions(),
                root.time("capability-lifetime").orElse(Duration.ofHours(4)),
                listeners.admin(),
                root.path("state").orElse(STATE),
                root.text("user"),
                root.choice("log", Map.of("text", false, "json", true)).orElse(false));
        root.done();
        return configuration;
    }

    private List<Subnet> subnets() {
        SubnetReader reader = new SubnetReader(root.listed("options").stream()
                .flatMap(SubnetReader::optionClass)
                .toList());
        return root.named("subnets").entrySet().stream()
                .flatMap(subnet -> reader.subnet(subnet.getKey(), subnet.getValue()))
                .toList();
    }

    private Map<String, InstallerPlan> installers() {
        Map<String, InstallerPlan> installers = new LinkedHashMap<>();
        root.named("installers").forEach((name, section) -> {
            Optional<Path> iso = section.path("iso");
            Optional<Path> sites = section.path("sites");
            section.done();
            if (iso.isPresent() == sites.isPresent()) {
                section.wrong("an installer has an 'iso', or 'sites' for a folder of build-sites: one of the two");
            }
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,31}")) {
                section.wrong(
                        "the name '%s' is part of URLs: letters, digits, '-' and '_', at most 32".formatted(name));
            }
            iso.ifPresent(path -> installers.put(name, new InstallerPlan(name, path, InstallerPlan.Kind.ISO)));
            sites.ifPresent(path -> installers.put(name, new InstallerPlan(name, path, InstallerPlan.Kind.SITES)));
        });
        return installers;
    }

    private Map<String, Profile> profiles(Map<String, InstallerPlan> installers) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        root.named("profiles").forEach((name, section) -> {
            Optional<String> installer = section.text("installer")
                    .or(() -> installers.size() == 1
                            ? Optional.of(installers.keySet().iterator().next())
                            : Optional.empty());
            List<String> arguments = section.all("arguments", Optional::of, "a word of the kernel's command line");
            Profile.Way way = section.choice("boot", Map.of("kernel", Profile.Way.KERNEL, "image", Profile.Way.IMAGE))
                    .orElse(Profile.Way.KERNEL);
            section.done();
            if (installer.isEmpty()) {
                section.wrong("the profile names no 'installer'");
            } else if (!installers.containsKey(installer.get())) {
                section.wrong("there is no installer '%s'; the installers are %s"
                        .formatted(installer.get(), String.join(", ", installers.keySet())));
            } else {
                profiles.put(name, new Profile(name, installer.get(), arguments, way));
            }
        });
        if (profiles.isEmpty() && installers.size() == 1) {
            String only = installers.keySet().iterator().next();
            profiles.put(USUAL_PROFILE, new Profile(USUAL_PROFILE, only, List.of(), Profile.Way.KERNEL));
        }
        return profiles;
    }

    private static Optional<String> usual(Map<String, Profile> profiles) {
        if (profiles.size() == 1) {
            return Optional.of(profiles.keySet().iterator().next());
        }
        return profiles.containsKey(USUAL_PROFILE) ? Optional.of(USUAL_PROFILE) : Optional.empty();
    }

    private Optional<DecisionService> decisions() {
        return root.section("decisions").flatMap(section -> {
            Optional<URI> url = section.parsed("url", ConfigurationReader::url, "a URL of http or https");
            Duration timeout = section.time("timeout").orElse(Duration.ofSeconds(5));
            section.done();
            if (url.isEmpty()) {
                section.wrong("'decisions' needs the 'url' of a service");
            }
            return url.map(found -> new DecisionService(found, timeout));
        });
    }

    private static Optional<URI> url(String text) {
        try {
            URI url = URI.create(text);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return isHttp && url.getHost() != null && url.getRawQuery() == null ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
