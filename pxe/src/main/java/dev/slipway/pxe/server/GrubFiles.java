package dev.slipway.pxe.server;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.pxe.boot.BootDecision;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.publish.PublishedFiles;
import dev.slipway.pxe.trace.Step;
import dev.slipway.templates.GrubNetworkScript;
import dev.slipway.templates.GrubNetworkStart;
import dev.slipway.templates.GrubUrl;
import dev.slipway.templates.NetworkAction;
import dev.slipway.templates.Templates;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a GRUB fetches by TFTP: its first configuration, that of its machine, kernel and initial file system. The
/// signed GRUB of Debian 12 knows no other protocol. Answers from memory, so a service that decides is not asked:
/// the rules of the configuration decide.
record GrubFiles(Context context, List<Addresses> addresses) implements PublishedFiles {

    private static final int SECONDS = 10;

    /// Where the signed GRUBs of the distributions look first.
    private static final Set<String> STARTS =
            Set.of("grub/grub.cfg", "grub/x86_64-efi/grub.cfg", "grub/arm64-efi/grub.cfg");

    private static final Pattern OF_MACHINE = Pattern.compile("grub/([0-9a-fA-F-]{17})/grub\\.cfg");
    private static final Pattern OF_MEDIUM = Pattern.compile("media/([^/]+)/(.+)");

    @Override
    public Optional<PublishedFile> find(String name, InetAddress client) {
        if (STARTS.contains(name)) {
            GrubNetworkStart start = new GrubNetworkStart(tftp(client) + BootUrls.GRUB + "/", SECONDS);
            return Optional.of(file(name, Templates.builtIn().render(start), Step.LOADER_SENT));
        }
        Matcher machine = OF_MACHINE.matcher(name);
        if (machine.matches()) {
            return MacAddress.parse(machine.group(1)).map(mac -> script(name, mac, client));
        }
        Matcher medium = OF_MEDIUM.matcher(name);
        return medium.matches()
                ? MediaRoute.published(context.plan(), medium.group(1), medium.group(2))
                : Optional.empty();
    }

    private static PublishedFile file(String name, String text, Step step) {
        return new PublishedFile(name, Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)), step);
    }

    private String tftp(InetAddress client) {
        return "tftp://" + Ipv4.text(Addresses.towards(addresses, client));
    }

    private PublishedFile script(String name, MacAddress mac, InetAddress address) {
        Plan plan = context.plan();
        BootClient client = new BootClient(
                mac, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(ClientArchitecture.EFI_X64));
        context.trace().located(mac, address);
        BootDecision decision = plan.decisions().decideFromMemory(client);
        DecisionNews.tell(context, client, decision);
        String origin = plan.origin(Addresses.towards(addresses, address));
        NetworkAction action;
        try {
            action = new Boots(plan)
                    .action(decision, client, context.urls(origin))
                    .map(found -> reachable(found, origin, tftp(address)))
                    .orElse(new NetworkAction.Disk());
        } catch (ProblemException e) {
            context.notices().accept(e.problem());
            action = Boots.waiting(e.problem().what());
        }
        String machine = Boots.plain(plan.decisions().nameOf(client));
        return file(name, Templates.builtIn().render(new GrubNetworkScript(machine, action)), Step.SCRIPT_SENT);
    }

    /// The same with files that GRUB can fetch: ours by TFTP.
    private static NetworkAction reachable(NetworkAction action, String origin, String tftp) {
        return switch (action) {
            case NetworkAction.Kernel kernel -> {
                String kernelUrl = kernel.kernel().replace(origin + "/", tftp + "/");
                List<String> initrds = kernel.initrds().stream()
                        .map(url -> url.replace(origin + "/", tftp + "/"))
                        .toList();
                yield GrubUrl.isReachable(kernelUrl) && initrds.stream().allMatch(GrubUrl::isReachable)
                        ? new NetworkAction.Kernel(kernelUrl, initrds, kernel.arguments())
                        : Boots.waiting("GRUB cannot fetch the kernel from where it is");
            }
            case NetworkAction.Drive _ -> Boots.waiting("GRUB boots no whole image: let the profile boot the kernel");
            case NetworkAction.Disk disk -> disk;
            case NetworkAction.Wait wait -> wait;
        };
    }
}
