package dev.slipway.pxe.boot;

import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Which machines a rule is about: all that is said must hold.
///
/// @param labels of the machine, as other rules gave them
public record HostMatch(
        Optional<MacAddress> mac,
        Optional<UUID> uuid,
        Optional<String> serial,
        Optional<String> assetTag,
        Optional<ClientArchitecture> architecture,
        Map<String, String> labels) {

    public HostMatch {
        labels = Map.copyOf(labels);
    }

    /// Whether nothing is said.
    public boolean isEmpty() {
        return specificity() == 0;
    }

    /// Whether it can be told only when it is known which labels a machine has.
    boolean needsLabels() {
        return !labels.isEmpty();
    }

    /// How much is said: more of it outweighs less, and a card outweighs all that many machines may share.
    int specificity() {
        return (mac.isPresent() ? 32 : 0)
                + (uuid.isPresent() ? 16 : 0)
                + (serial.isPresent() ? 8 : 0)
                + (assetTag.isPresent() ? 4 : 0)
                + (labels.isEmpty() ? 0 : 2)
                + (architecture.isPresent() ? 1 : 0);
    }

    boolean matches(BootClient client, Map<String, String> known) {
        return (mac.isEmpty() || mac.get().equals(client.mac()))
                && (uuid.isEmpty() || uuid.equals(client.uuid()))
                && (serial.isEmpty() || serial.equals(client.serial()))
                && (assetTag.isEmpty() || assetTag.equals(client.assetTag()))
                && (architecture.isEmpty() || architecture.equals(client.architecture()))
                && known.entrySet().containsAll(labels.entrySet());
    }

    /// In words, for messages.
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder();
        mac.ifPresent(value -> words.append(" mac ").append(value));
        uuid.ifPresent(value -> words.append(" uuid ").append(value));
        serial.ifPresent(value -> words.append(" serial ").append(value));
        assetTag.ifPresent(value -> words.append(" asset ").append(value));
        architecture.ifPresent(value -> words.append(" arch ").append(value.text()));
        labels.forEach(
                (key, value) -> words.append(" label ").append(key).append('=').append(value));
        return words.isEmpty() ? "any machine" : words.substring(1);
    }
}
