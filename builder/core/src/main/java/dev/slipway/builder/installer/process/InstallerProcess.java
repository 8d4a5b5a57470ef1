package dev.slipway.builder.installer.process;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.InstallerResult;
import dev.slipway.builder.process.BuildProcess;
import dev.slipway.builder.process.EventLines;
import dev.slipway.builder.process.Message;
import dev.slipway.builder.process.RequestMessages;
import java.nio.file.Path;

/// The main class of the build of an installer in a process of its own; see [BuildProcess] for what it says. Its last
/// line, where all went well:
///
/// ```
/// result   FILE SIZE VOLUME-ID FLAVOUR MILLISECONDS
/// ```
public final class InstallerProcess {

    private InstallerProcess() {}

    /// Runs one build.
    public static void main(String[] arguments) {
        BuildProcess.main(InstallerProcess::build);
    }

    static Message build(RequestMessages messages, EventLines events) {
        RequestLines lines = new RequestLines(messages);
        lines.envFile().ifPresent(events::input);
        InstallerRequest request = lines.parameters().toRequest(Path.of(""));
        inputs(request, events);
        return result(new InstallerBuild(BuildCache.ofUser(), events).build(request));
    }

    private static void inputs(InstallerRequest request, EventLines events) {
        request.base().file().ifPresent(events::input);
        if (!request.base().isFixed()) {
            events.unfixed(request.base());
        }
        events.input(request.userData());
        request.seed().given().forEach(events::input);
        request.medium().additions().values().forEach(events::input);
        request.evidence().signKey().ifPresent(events::input);
    }

    static Message result(InstallerResult result) {
        return Message.of(
                "result",
                result.output().toAbsolutePath(),
                result.sizeBytes(),
                result.volumeId(),
                result.flavour(),
                result.took().toMillis());
    }
}
