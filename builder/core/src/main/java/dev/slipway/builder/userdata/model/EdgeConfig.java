package dev.slipway.builder.userdata.model;

import dev.slipway.builder.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A user-data as it is meant.
///
/// @param root the mapping of the whole file
public record EdgeConfig(Block root) {

    /// The view of a document.
    public static EdgeConfig of(YamlDocument document) {
        return new EdgeConfig(new Block(KeyPath.ROOT, document.root()));
    }

    /// The agent.
    public Optional<Block> stylus() {
        return root.block("stylus");
    }

    /// The site, and how the host registers.
    public Optional<Block> site() {
        return stylus().flatMap(stylus -> stylus.block("site"));
    }

    /// The host's network.
    public Optional<Block> network() {
        return site().flatMap(site -> site.block("network"));
    }

    /// The installer.
    public Optional<Block> install() {
        return root.block("install");
    }

    /// Whether the host manages itself, by the new key or by the old one.
    public boolean isLocal() {
        return stylus().flatMap(stylus -> stylus.text("managementMode"))
                .map("local"::equals)
                .orElseGet(() -> stylus().flatMap(stylus -> stylus.text("installationMode"))
                        .map("airgap"::equals)
                        .orElse(false));
    }

    /// The token with which the host registers by itself.
    public Optional<Field> token() {
        return site().flatMap(site -> site.field("edgeHostToken"))
                .filter(field -> field.text().isPresent());
    }

    /// The steps of all stages, in the order of the text.
    public List<Step> steps() {
        return root.block("stages").map(Step::of).orElse(List.of());
    }

    /// The users of the site.
    public List<User> siteUsers() {
        return site().map(site -> site.items("users")).orElse(List.of()).stream()
                .map(User::new)
                .toList();
    }

    /// The users at the root, which both Kairos and cloud-init know.
    public List<User> rootUsers() {
        return root.items("users").stream().map(User::new).toList();
    }

    /// All users, wherever they are defined.
    public List<User> users() {
        List<User> users = new ArrayList<>(siteUsers());
        users.addAll(rootUsers());
        steps().forEach(step -> users.addAll(step.users()));
        return users;
    }
}
