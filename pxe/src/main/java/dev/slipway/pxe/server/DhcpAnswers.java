package dev.slipway.pxe.server;

import dev.slipway.pxe.boot.BootAction;
import dev.slipway.pxe.boot.HostRule;
import dev.slipway.pxe.boot.Profile;
import dev.slipway.pxe.firmware.BootAnswer;
import dev.slipway.pxe.firmware.BootAnswers;
import dev.slipway.pxe.firmware.BootQuestion;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import java.util.Optional;

/// Tells DHCP what machines fetch first: a boot loader, their script where they run one already, or a whole image where
/// their firmware boots such a thing. Decided by the rules, from memory; a service is asked later, by the script.
record DhcpAnswers(Context context, Loaders loaders) implements BootAnswers {

    @Override
    public BootAnswer answer(BootQuestion question) {
        BootClient client = question.client();
        Plan plan = context.plan();
        if (!plan.decisions().answers(client)) {
            return new BootAnswer.NotForUs(
                    "it is refused by " + plan.decisions().about(client).match());
        }
        BootUrls urls = context.urls(plan.origin(question.host()));
        return switch (question.file()) {
            case NONE -> new BootAnswer.Boot("");
            case SCRIPT -> new BootAnswer.Boot(urls.scriptForIpxe(client.mac()));
            case LOADER, LOADER_URL ->
                loader(plan, client)
                        .<BootAnswer>map(
                                name -> new BootAnswer.Boot(client.mac().hyphenated() + "/" + name))
                        .orElseGet(() -> without(client));
            case HTTP_LOADER -> httpBoot(plan, client, urls);
        };
    }

    private BootAnswer httpBoot(Plan plan, BootClient client, BootUrls urls) {
        HostRule rule = plan.decisions().about(client);
        Optional<Profile> profile = plan.decisions().profile(rule);
        boolean installs = rule.action().orElse(BootAction.INSTALL) == BootAction.INSTALL;
        // What a signed loader would fetch next, it cannot fetch by HTTP: there, too, the firmware boots the whole
        // image.
        boolean whole = plan.configuration().loaders().secureBoot()
                || profile.map(Profile::way).equals(Optional.of(Profile.Way.IMAGE));
        if (installs && whole) {
            Optional<Installer> installer = profile.map(Profile::installer).flatMap(plan::installer);
            if (installer.isPresent() && installer.get().hasSite(rule.site())) {
                return new BootAnswer.Boot(urls.image(installer.get(), rule.site(), client.mac()));
            }
        }
        return loader(plan, client)
                .<BootAnswer>map(name -> new BootAnswer.Boot(urls.loader(client.mac(), name)))
                .orElseGet(() -> without(client));
    }

    private Optional<String> loader(Plan plan, BootClient client) {
        return client.architecture()
                .flatMap(arch -> loaders.nameFor(arch, plan.configuration().loaders()));
    }

    private static BootAnswer without(BootClient client) {
        return new BootAnswer.NotForUs("there is no boot loader for "
                + client.architecture().map(ClientArchitecture::text).orElse("its processor"));
    }
}
