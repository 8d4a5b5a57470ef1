package dev.slipway.testkit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a guest says of itself once it has applied the user-data of [#userData(String)] or [#stages(String)].
///
/// @param uefi whether its firmware is UEFI
/// @param secureBoot whether the firmware enforces Secure Boot, as the kernel reads it from the firmware's variable
/// @param medium the device that the live system runs from
public record BootProof(boolean uefi, boolean secureBoot, String medium) {

    private static final String SCRIPT = """
            uefi=no secure=no
            [ -d /sys/firmware/efi ] && uefi=yes
            [ "$(od -An -j4 -N1 -tu1 /sys/firmware/efi/efivars/SecureBoot-* | tr -d ' ')" = 1 ] && secure=yes
            for place in /run/live/medium /run/initramfs/live /cdrom; do
              medium=$(findmnt -no SOURCE $place) && break
            done
            echo "SLIPWAY-USER-DATA-APPLIED %s uefi=$uefi secureboot=$secure medium=$medium" >/dev/ttyS0
            poweroff -f
            """;

    /// Makes the guest write one line to its serial port, with this nonce, and switch itself off. It is done by the
    /// first of cloud-init's stages that knows the user-data, as emulated ones take long.
    public static String userData(String nonce) {
        return """
                #cloud-config
                bootcmd:
                  - - sh
                    - -c
                    - |
                %s""".formatted(SCRIPT.formatted(nonce).indent(6));
    }

    /// The same in the language of Kairos.
    public static String stages(String nonce) {
        return """
                #cloud-config
                stages:
                  boot:
                    - name: proof
                      commands:
                        - |
                %s""".formatted(SCRIPT.formatted(nonce).indent(10));
    }

    /// Waits for that line, and for the machine to be off.
    public static BootProof await(VirtualMachine machine, String nonce) {
        Matcher line = machine.awaitSerial(
                Pattern.compile("SLIPWAY-USER-DATA-APPLIED " + Pattern.quote(nonce)
                        + " uefi=(yes|no) secureboot=(yes|no) medium=(\\S+)"),
                VirtualMachine.BOOT_DEADLINE);
        machine.awaitPowerOff(Duration.ofMinutes(1));
        return new BootProof(line.group(1).equals("yes"), line.group(2).equals("yes"), line.group(3));
    }
}
