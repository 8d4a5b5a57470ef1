package dev.slipway.ova.process;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.process.BuildProcess;
import dev.slipway.builder.process.EventLines;
import dev.slipway.builder.process.Message;
import dev.slipway.builder.process.RequestMessages;
import dev.slipway.ova.build.OvaBuild;
import dev.slipway.ova.build.OvaRequest;
import dev.slipway.ova.build.OvaResult;
import dev.slipway.ova.disk.DiskSource.LaidOut;
import java.nio.file.Path;
import java.util.Locale;

/// The main class of the build of an appliance in a process of its own; see [BuildProcess] for what it says. Its last
/// line, where all went well:
///
/// ```
/// result   FILE SIZE FORMAT CAPACITY MILLISECONDS
/// ```
public final class OvaProcess {

    private OvaProcess() {}

    /// Runs one build.
    public static void main(String[] arguments) {
        BuildProcess.main(OvaProcess::build);
    }

    static Message build(RequestMessages messages, EventLines events) {
        OvaRequest request = new RequestLines(messages).parameters().toRequest(Path.of(""));
        inputs(request, events);
        return result(new OvaBuild(BuildCache.ofUser(), new GuestUnheard(events), System.getenv()).build(request));
    }

    /// A guest never installs the same bytes twice, but what it installs is the same while the files are: that need not
    /// be done again. Only a base may be another one behind the same name.
    private static void inputs(OvaRequest request, EventLines events) {
        request.source().files().forEach(events::input);
        if (request.source() instanceof LaidOut laidOut
                && !laidOut.request().base().isFixed()) {
            events.unfixed(laidOut.request().base());
        }
        request.moreDisks().forEach(events::input);
        request.description().cd().ifPresent(events::input);
        request.description().eula().ifPresent(events::input);
        request.signing().ifPresent(files -> {
            events.input(files.key());
            events.input(files.certificate());
        });
    }

    private static Message result(OvaResult result) {
        return Message.of(
                "result",
                result.output().toAbsolutePath(),
                result.sizeBytes(),
                result.format().name().toLowerCase(Locale.ROOT),
                result.capacityBytes(),
                result.took().toMillis());
    }
}
