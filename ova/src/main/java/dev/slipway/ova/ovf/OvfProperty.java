package dev.slipway.ova.ovf;

import dev.slipway.builder.problem.Problem;
import java.util.List;
import java.util.regex.Pattern;

/// A value that whoever deploys the appliance gives to the machine (`ovf:Property`), so that one appliance serves
/// many sites. vSphere tells the guest all of them in `guestinfo.ovfEnv` and, where the machine has an empty CD
/// drive, on a CD; those whose key begins with `guestinfo.` can be read one by one, too.
///
/// @param key by which the guest finds it
/// @param value the default; never a secret, as everybody can read the descriptor
/// @param category the heading under which the form shows it
/// @param isPassword whether the form hides what is typed
public record OvfProperty(
        String key,
        Type type,
        String value,
        String category,
        String label,
        String description,
        boolean isUserConfigurable,
        boolean isPassword) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
    private static final int LABEL_LENGTH_MAX = 200;
    private static final int DESCRIPTION_LENGTH_MAX = 2000;

    /// Of a value: what vSphere takes.
    private static final int VALUE_LENGTH_MAX = 65_535;

    private static final String USER_DATA = "User-data";

    /// @throws dev.slipway.builder.problem.ProblemException where it cannot stand in a descriptor
    public OvfProperty {
        if (!KEY.matcher(key).matches()) {
            throw Problem.usage("ova.property", "'%s' is no key of a property".formatted(key))
                    .fix("take letters, digits, '.', '_' and '-' of ASCII, at most 100")
                    .exception();
        }
        PlainText.requireXml("the value of " + key, value, VALUE_LENGTH_MAX);
        PlainText.require("the category of " + key, category, LABEL_LENGTH_MAX);
        PlainText.require("the label of " + key, label, LABEL_LENGTH_MAX);
        PlainText.require("the description of " + key, description, DESCRIPTION_LENGTH_MAX);
        if (type == Type.BOOLEAN && !List.of("", "true", "false").contains(value)) {
            throw Problem.usage("ova.property", "the default of %s is neither true nor false".formatted(key))
                    .exception();
        }
    }

    /// What a form takes for a value (DSP0243, table 6).
    public enum Type {
        STRING("string"),
        BOOLEAN("boolean");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /// As it stands in a descriptor.
        String word() {
            return word;
        }
    }

    /// A text that whoever deploys the appliance may give.
    public static OvfProperty text(String key, String category, String label, String description) {
        return new OvfProperty(key, Type.STRING, "", category, label, description, true, false);
    }

    /// The same, hidden in forms.
    public static OvfProperty secret(String key, String category, String label, String description) {
        return new OvfProperty(key, Type.STRING, "", category, label, description, true, true);
    }

    /// The same with a default.
    public OvfProperty withValue(String text) {
        return new OvfProperty(key, type, text, category, label, description, isUserConfigurable, isPassword);
    }

    /// How user-data reaches a machine of vSphere's. `guestinfo.userdata` and `guestinfo.metadata` are what
    /// cloud-init's data source VMware and Kairos read; `user-data`, `hostname` and `instance-id` what
    /// cloud-init's data source OVF reads, which knows no other encoding than Base64. User-data holds tokens: the
    /// form hides it.
    public static List<OvfProperty> ofUserData() {
        return List.of(
                secret(
                        "guestinfo.userdata",
                        USER_DATA,
                        "User-data",
                        "A #cloud-config in Base64: base64 -w0 user-data.yaml"),
                text("guestinfo.userdata.encoding", USER_DATA, "Encoding of the user-data", "base64 or gzip+base64")
                        .withValue("base64"),
                text(
                        "guestinfo.metadata",
                        USER_DATA,
                        "Meta-data",
                        "instance-id, local-hostname and network, in Base64"),
                text("guestinfo.metadata.encoding", USER_DATA, "Encoding of the meta-data", "base64 or gzip+base64")
                        .withValue("base64"),
                secret(
                        "user-data",
                        "User-data of cloud-init's OVF data source",
                        "User-data",
                        "A #cloud-config in Base64, for guests that read the OVF environment"),
                text(
                        "hostname",
                        "User-data of cloud-init's OVF data source",
                        "Host name",
                        "The name of the machine, for guests that read the OVF environment"),
                text(
                        "instance-id",
                        "User-data of cloud-init's OVF data source",
                        "Instance id",
                        "A new one makes cloud-init start anew, for guests that read the OVF environment"));
    }
}
