package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.builder.userdata.model.Block;
import dev.slipway.builder.userdata.model.EdgeConfig;
import dev.slipway.builder.userdata.model.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether anybody can log in on the host once it is installed.
final class LoginRules implements Rules {

    /// Keys of cloud-init that open a door by themselves.
    private static final List<String> CLOUD_INIT_KEYS =
            List.of("ssh_authorized_keys", "password", "chpasswd", "ssh_import_id");

    /// Who runs the steps of stages.
    private static final Set<UserDataReader> STAGED = EnumSet.of(UserDataReader.KAIROS, UserDataReader.SLIPWAY);

    @Override
    public void check(Subject subject, Findings findings) {
        Optional<UserDataReader> reader = subject.context().reader();
        boolean open = reader.isEmpty()
                ? opensForKairos(subject.config())
                        || opensForCloudInit(subject.config(), false)
                        || opensForSubiquity(subject.config())
                : switch (reader.get()) {
                    case KAIROS -> opensForKairos(subject.config());
                    case SLIPWAY -> opensForStages(subject.config()) || opensForCloudInit(subject.config(), true);
                    case CLOUD_INIT -> opensForCloudInit(subject.config(), true);
                    case SUBIQUITY -> opensForCloudInit(subject.config(), true) || opensForSubiquity(subject.config());
                    // What it reads is no user-data of this kind; that is found elsewhere.
                    case PRESEED, IGNITION -> true;
                };
        if (!open) {
            String where = reader.filter(whom -> !STAGED.contains(whom)).isPresent()
                    ? "define a user under 'users' with ssh_authorized_keys"
                    : "define a user in a step of stages.initramfs, with passwd or ssh_authorized_keys";
            findings.addAtFile(FindingCode.NO_LOGIN, "nobody can log in on the installed host", where);
        }
    }

    private static boolean opensForKairos(EdgeConfig config) {
        return config.users().stream().anyMatch(user -> user.canLogIn(false))
                || config.steps().stream().anyMatch(LoginRules::authorizes)
                || config.root().hasItems("ssh_authorized_keys")
                || config.root().text("config_url").isPresent();
    }

    /// Users of steps and of the site have no locked password; those at the root are cloud-init's.
    private static boolean opensForStages(EdgeConfig config) {
        return config.siteUsers().stream().anyMatch(user -> user.canLogIn(false))
                || config.steps().stream()
                        .anyMatch(step ->
                                authorizes(step) || step.users().stream().anyMatch(user -> user.canLogIn(false)));
    }

    /// cloud-init locks passwords unless it is told otherwise.
    private static boolean opensForCloudInit(EdgeConfig config, boolean locked) {
        return config.rootUsers().stream().anyMatch(user -> user.canLogIn(locked))
                || CLOUD_INIT_KEYS.stream()
                        .anyMatch(key -> config.root()
                                .field(key)
                                .filter(field -> field.text().isPresent()
                                        || config.root().hasItems(key)
                                        || config.root().block(key).isPresent())
                                .isPresent());
    }

    /// The first user of the installed system, or what its own cloud-init will read there.
    private static boolean opensForSubiquity(EdgeConfig config) {
        return config.root()
                .block("autoinstall")
                .filter(install -> install.block("identity").isPresent()
                        || install.block("user-data").isPresent()
                        || install.block("ssh")
                                .filter(ssh -> ssh.hasItems("authorized-keys"))
                                .isPresent())
                .isPresent();
    }

    private static boolean authorizes(Step step) {
        return step.block()
                .block("authorized_keys")
                .filter(keys -> keys.mapping().entries().stream()
                        .anyMatch(entry -> new Block(keys.path(), keys.mapping()).hasItems(entry.name())))
                .isPresent();
    }
}
