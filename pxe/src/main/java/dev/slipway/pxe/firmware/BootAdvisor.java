package dev.slipway.pxe.firmware;

import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.host.MacAddress;
import java.util.Optional;

/// Puts together what is known of firmwares and what was decided for a machine.
///
/// @param answers what was decided
public record BootAdvisor(BootAnswers answers) {

    /// What to say to a client about booting.
    ///
    /// @param firmware what asks
    /// @param reply what to say; empty for nothing
    /// @param reason why nothing is said; empty where the client does not ask
    public record Advice(Firmware firmware, Optional<BootReply> reply, String reason) {}

    /// What to say to the client that sent this, in that conversation.
    public Advice advise(MacAddress mac, DhcpMessage request, Exchange exchange, int serverAddress) {
        Firmware firmware = Firmware.of(request);
        if (firmware == Firmware.NONE) {
            return new Advice(firmware, Optional.empty(), "");
        }
        Optional<FirmwareRow> row = FirmwareTable.row(firmware, exchange);
        if (row.isEmpty()) {
            return new Advice(firmware, Optional.empty(), "there is no way to boot a " + firmware.title());
        }
        BootQuestion question = new BootQuestion(
                BootReply.client(mac, request), firmware, row.get().file(), serverAddress);
        return switch (answers.answer(question)) {
            case BootAnswer.NotForUs(String reason) -> new Advice(firmware, Optional.empty(), reason);
            case BootAnswer.Boot(String file) ->
                new Advice(firmware, Optional.of(BootReply.of(row.get(), request, file, serverAddress)), "");
        };
    }
}
