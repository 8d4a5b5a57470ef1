package dev.slipway.ova.ovf;

import dev.slipway.builder.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The generation of VMware's virtual hardware, `vmx-17` for instance. A host runs what is not newer than itself:
/// 17 came with vSphere 7.0, 19 with 7.0 U2, 20 with 8.0, 21 with 8.0 U2. 12 and 16 were made for Workstation and
/// Fusion.
public record HardwareVersion(int number) {

    /// What vSphere 7.0 and everything since runs, with all guests that this generation knows.
    public static final HardwareVersion DEFAULT = new HardwareVersion(17);

    /// The first with Secure Boot.
    public static final int NUMBER_MIN = 13;

    /// That of vSphere 8.0 U2.
    public static final int NUMBER_MAX = 21;

    /// That of vSphere 7.0 U2 and its updates.
    static final int VSPHERE_7_MAX = 19;

    private static final Pattern FORM = Pattern.compile("(?:vmx-)?([0-9]{1,2})");

    /// @throws dev.slipway.builder.problem.ProblemException where there is no such version
    public HardwareVersion {
        if (number < NUMBER_MIN || number > NUMBER_MAX) {
            throw unknown("vmx-" + number);
        }
    }

    /// Understands `vmx-17` and `17`.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none
    public static HardwareVersion parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw unknown(text);
        }
        return new HardwareVersion(Integer.parseInt(form.group(1)));
    }

    private static dev.slipway.builder.problem.ProblemException unknown(String text) {
        return Problem.usage("ova.hardware-version", "'%s' is no hardware version that can be made".formatted(text))
                .because("they go from vmx-%d to vmx-%d".formatted(NUMBER_MIN, NUMBER_MAX))
                .fix("take %s, which vSphere 7 and 8 both run".formatted(DEFAULT.family()))
                .exception();
    }

    /// As it stands in a descriptor.
    public String family() {
        return "vmx-" + number;
    }
}
