package dev.slipway.ova.ovf;

import dev.slipway.builder.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The operating system that a machine is set up for, in words of vSphere's (`VirtualMachineGuestOsIdentifier`)
/// and of CIM's (`CIM_OperatingSystem.OsType`): VMware goes by the first, VirtualBox by the second.
///
/// @param id such as `debian11_64Guest`
/// @param cim its number in CIM
/// @param hardwareVersion the first generation of hardware whose vSphere knows the id
public record GuestOs(String id, int cim, String description, int hardwareVersion) {

    private static final int DEBIAN = 96;
    private static final int UBUNTU = 94;
    private static final int RED_HAT = 80;
    private static final int CENTOS = 107;
    private static final int ORACLE = 109;
    private static final int SLES = 85;
    private static final int SUSE = 83;
    private static final int LINUX_26 = 100;
    private static final int LINUX = 101;

    /// Which 64-bit Linux an appliance may hold.
    public static final List<GuestOs> ALL = List.of(
            new GuestOs("debian10_64Guest", DEBIAN, "Debian GNU/Linux 10 (64-bit)", 13),
            new GuestOs("debian11_64Guest", DEBIAN, "Debian GNU/Linux 11 (64-bit)", 17),
            new GuestOs("debian12_64Guest", DEBIAN, "Debian GNU/Linux 12 (64-bit)", 20),
            new GuestOs("ubuntu64Guest", UBUNTU, "Ubuntu Linux (64-bit)", 13),
            new GuestOs("rhel7_64Guest", RED_HAT, "Red Hat Enterprise Linux 7 (64-bit)", 13),
            new GuestOs("rhel8_64Guest", RED_HAT, "Red Hat Enterprise Linux 8 (64-bit)", 14),
            new GuestOs("rhel9_64Guest", RED_HAT, "Red Hat Enterprise Linux 9 (64-bit)", 18),
            new GuestOs("centos7_64Guest", CENTOS, "CentOS 7 (64-bit)", 13),
            new GuestOs("centos8_64Guest", CENTOS, "CentOS 8 (64-bit)", 14),
            new GuestOs("centos9_64Guest", CENTOS, "CentOS 9 (64-bit)", 18),
            new GuestOs("oracleLinux8_64Guest", ORACLE, "Oracle Linux 8 (64-bit)", 14),
            new GuestOs("oracleLinux9_64Guest", ORACLE, "Oracle Linux 9 (64-bit)", 18),
            new GuestOs("rockylinux_64Guest", LINUX, "Rocky Linux (64-bit)", 20),
            new GuestOs("almalinux_64Guest", LINUX, "AlmaLinux (64-bit)", 20),
            new GuestOs("sles12_64Guest", SLES, "SUSE Linux Enterprise 12 (64-bit)", 13),
            new GuestOs("sles15_64Guest", SLES, "SUSE Linux Enterprise 15 (64-bit)", 14),
            new GuestOs("opensuse64Guest", SUSE, "openSUSE (64-bit)", 13),
            new GuestOs("fedora64Guest", LINUX, "Red Hat Fedora (64-bit)", 13),
            new GuestOs("vmwarePhoton64Guest", LINUX, "VMware Photon OS (64-bit)", 13),
            new GuestOs("other26xLinux64Guest", LINUX_26, "Other 2.6.x Linux (64-bit)", 13),
            new GuestOs("other3xLinux64Guest", LINUX, "Other 3.x Linux (64-bit)", 13),
            new GuestOs("other4xLinux64Guest", LINUX, "Other 4.x Linux (64-bit)", 14),
            new GuestOs("other5xLinux64Guest", LINUX, "Other 5.x Linux (64-bit)", 18),
            new GuestOs("other6xLinux64Guest", LINUX, "Other 6.x Linux (64-bit)", 20),
            new GuestOs("otherLinux64Guest", LINUX, "Other Linux (64-bit)", 13));

    /// The newest Debian that vSphere 7.0 knows.
    public static final GuestOs DEFAULT = find("debian11_64Guest").orElseThrow();

    /// How the ids of all systems that vSphere knows begin and end: appliances of others hold Windows, too.
    private static final Pattern OF_VSPHERE =
            Pattern.compile("(?:almalinux|amazonlinux|asianux|centos|coreos|crx|darwin"
                    + "|debian|dos|eComStation|fedora|freebsd|genericLinux|mandrake|mandriva|miraclelinux|netware|nld|oes"
                    + "|openServer|opensuse|oracleLinux|os2|other|pardus|redhat|rhel|rockylinux|sjds|sles|solaris|suse"
                    + "|turboLinux|ubuntu|unixWare|vmkernel|vmwarePhoton|win)[A-Za-z0-9_]{0,40}Guest(?:64)?");

    private static final int SUGGESTIONS_MAX = 3;

    /// The system of that id.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none; suggests others
    public static GuestOs of(String id) {
        return find(id).orElseThrow(() -> Problem.usage(
                        "ova.guest-id", "'%s' is no id of a guest that is known here".formatted(id))
                .because("vSphere refuses ids that it does not know, or falls back to 'other'")
                .fix("did you mean %s?".formatted(String.join(", ", suggestions(id))))
                .exception());
    }

    /// The system of that id, where it is one that an appliance of ours may hold.
    public static Optional<GuestOs> find(String id) {
        return ALL.stream().filter(known -> known.id.equals(id)).findFirst();
    }

    /// Whether vSphere knows such an id, of whatever system.
    public static boolean isKnown(String id) {
        return find(id).isPresent() || OF_VSPHERE.matcher(id).matches();
    }

    private static List<String> suggestions(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .map(GuestOs::id)
                .sorted(Comparator.comparingInt(known -> distance(wanted, known.toLowerCase(Locale.ROOT))))
                .limit(SUGGESTIONS_MAX)
                .toList();
    }

    /// How many letters must be put in, left out or changed (Levenshtein), of the first hundred.
    private static int distance(String a, String b) {
        String text = a.substring(0, Math.min(a.length(), 100));
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= text.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (text.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
