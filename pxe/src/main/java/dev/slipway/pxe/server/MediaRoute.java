package dev.slipway.pxe.server;

import dev.slipway.builder.flavour.NetworkBoot;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpAsked;
import dev.slipway.pxe.http.HttpBody;
import dev.slipway.pxe.http.HttpHandler;
import dev.slipway.pxe.http.MediaTypes;
import dev.slipway.pxe.media.MediaFile;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.trace.Step;
import java.util.Optional;

/// Serves what of installers anybody may have: `/media/INSTALLER/PATH`.
record MediaRoute(Context context) implements HttpHandler {

    @Override
    public HttpAnswer answer(HttpAsked asked) {
        Optional<Installer> installer = asked.path().part(1).flatMap(context.plan()::installer);
        String path = asked.path().from(2).toString();
        return installer
                .flatMap(found -> found.medium().find(path).map(file -> answer(found, file)))
                .orElseGet(HttpAnswer::notFound);
    }

    /// The same file for another protocol.
    static Optional<PublishedFile> published(Plan plan, String name, String path) {
        return plan.installer(name)
                .flatMap(installer -> installer
                        .medium()
                        .find(path)
                        .map(file ->
                                new PublishedFile(path, file.content(), step(installer.networkBoot(), file.path()))));
    }

    private static HttpAnswer answer(Installer installer, MediaFile file) {
        return HttpAnswer.of(content(file).whileFresh(installer.medium()::isCurrent))
                .telling(step(installer.networkBoot(), file.path()), file.path());
    }

    /// A file of a medium, with what tells it from others.
    static HttpBody.Content content(MediaFile file) {
        HttpBody.Content content =
                HttpBody.Content.of(file.content(), MediaTypes.of(file.name())).modifiedAt(file.modified());
        return file.sha256().map(content::withEtag).orElse(content);
    }

    private static Step step(Optional<NetworkBoot> boot, String path) {
        if (boot.map(NetworkBoot::kernel).equals(Optional.of(path))) {
            return Step.KERNEL_SENT;
        }
        return boot.map(NetworkBoot::initrd).equals(Optional.of(path)) ? Step.INITRD_SENT : Step.ROOT_SENT;
    }
}
