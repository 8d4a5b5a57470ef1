package dev.slipway.ova.archive;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tar.TarEntries;
import dev.slipway.image.tar.TarMember;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A finished appliance. Nothing of it is unpacked: its members are slices of the archive. Members are files with
/// plain names, each of which comes once: whoever unpacks them by these names writes into no folder but his own.
///
/// @param path the archive
/// @param members in the order of the archive
public record OvaFile(Path path, List<OvaMember> members) {

    /// What a descriptor's name ends in.
    public static final String DESCRIPTOR_ENDING = ".ovf";

    private static final String TAR_MAGIC = "ustar";
    private static final long TAR_MAGIC_AT = 257;
    private static final int MEMBERS_MAX = 1000;
    private static final int NAME_LENGTH_MAX = 255;

    public OvaFile {
        members = List.copyOf(members);
    }

    /// Whether a file is an appliance, by its name or by its content, however sound it is.
    public static boolean isOva(Path path) {
        if (path.toString().toLowerCase(Locale.ROOT).endsWith(".ova")) {
            return true;
        }
        try {
            return Files.isRegularFile(path)
                    && isTar(Image.ofFile(path))
                    && members(Image.ofFile(path)).stream().anyMatch(member -> isNamed(member, DESCRIPTOR_ENDING));
        } catch (IOException e) {
            // Whoever opens it tells what it is.
            return false;
        }
    }

    private static boolean isTar(Image file) throws IOException {
        if (file.size() < TAR_MAGIC_AT + TAR_MAGIC.length()) {
            return false;
        }
        byte[] magic = file.slice(TAR_MAGIC_AT, TAR_MAGIC.length()).toByteArray(TAR_MAGIC.length());
        return new String(magic, StandardCharsets.ISO_8859_1).equals(TAR_MAGIC);
    }

    /// Opens an archive.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none, or not sound
    public static OvaFile open(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw Problem.input("ova.missing", "there is no such OVA")
                        .at(path.toString())
                        .exception();
            }
            return new OvaFile(path, members(Image.ofFile(path)));
        } catch (MalformedImageException e) {
            throw Problem.input("ova.malformed", "this is no sound OVA")
                    .at(path.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }

    /// The members of an archive.
    ///
    /// @throws MalformedImageException where it is none, or not sound
    static List<OvaMember> members(Image archive) throws IOException {
        List<OvaMember> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        TarEntries.visit(archive, entry -> {
            OvaMember member = member(entry);
            // Windows, VirtualBox and datastores tell no upper from lower case.
            if (!seen.add(member.name().toLowerCase(Locale.ROOT))) {
                throw entry.problem("its name comes twice");
            }
            if (members.size() == MEMBERS_MAX) {
                throw entry.problem("more than %d files".formatted(MEMBERS_MAX));
            }
            members.add(member);
        });
        if (members.isEmpty()) {
            throw new MalformedImageException("tar", 0, "it holds no file");
        }
        return members;
    }

    private static OvaMember member(TarMember entry) throws MalformedImageException {
        String name = entry.name().raw();
        if (name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..") || name.isEmpty()) {
            throw entry.problem("its name leads into a folder, and an appliance has none");
        }
        if (name.length() > NAME_LENGTH_MAX || name.chars().anyMatch(unit -> unit < ' ' || unit >= 0x7f)) {
            throw entry.problem("its name is not of printable ASCII, or too long");
        }
        if (!(entry.content() instanceof TarMember.NewNode(Node node)) || !(node instanceof Node.RegularFile file)) {
            throw entry.problem("it is no file, and an appliance holds nothing else");
        }
        return new OvaMember(name, file.content());
    }

    /// The descriptor: the first file whose name ends in `.ovf`.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none
    public OvaMember descriptor() {
        return withEnding(DESCRIPTOR_ENDING)
                .orElseThrow(() -> Problem.input("ova.no-descriptor", "there is no descriptor in this OVA")
                        .at(path.toString())
                        .because("none of its files is a " + DESCRIPTOR_ENDING)
                        .exception());
    }

    /// The manifest, where there is one.
    public Optional<OvaMember> manifest() {
        return withEnding(Manifest.ENDING);
    }

    /// The certificate, where there is one.
    public Optional<OvaMember> certificate() {
        return withEnding(CertificateFile.ENDING);
    }

    private Optional<OvaMember> withEnding(String ending) {
        return members.stream().filter(member -> isNamed(member, ending)).findFirst();
    }

    private static boolean isNamed(OvaMember member, String ending) {
        return member.name().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /// The bytes of a member that is a text.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is larger than texts of its kind are
    public byte[] text(OvaMember member, int limit) {
        if (member.content().size() > limit) {
            throw Problem.input("ova.too-large", "%s is larger than such files are".formatted(member.name()))
                    .at(path.toString())
                    .because("it has %d bytes, more than %d"
                            .formatted(member.content().size(), limit))
                    .exception();
        }
        try {
            return member.content().toByteArray(limit);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }

    /// The member of that name.
    public Optional<OvaMember> member(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }
}
