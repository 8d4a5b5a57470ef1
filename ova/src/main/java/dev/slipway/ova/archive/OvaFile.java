package dev.slipway.ova.archive;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tar.TarEntries;
import dev.slipway.image.tar.TarMember;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A finished appliance. Nothing of it is unpacked: its members are slices of the archive.
///
/// @param path the archive
/// @param members in the order of the archive
public record OvaFile(Path path, List<OvaMember> members) {

    private static final String DESCRIPTOR = ".ovf";

    public OvaFile {
        members = List.copyOf(members);
    }

    /// Opens an archive.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none, or not sound
    public static OvaFile open(Path path) {
        List<OvaMember> members = new ArrayList<>();
        try {
            if (!Files.isRegularFile(path)) {
                throw Problem.input("ova.missing", "there is no such OVA")
                        .at(path.toString())
                        .exception();
            }
            TarEntries.visit(Image.ofFile(path), member -> {
                if (member.content() instanceof TarMember.NewNode entry
                        && entry.node() instanceof Node.RegularFile file) {
                    members.add(new OvaMember(member.name().toString(), file.content()));
                }
            });
        } catch (MalformedImageException e) {
            throw Problem.input("ova.malformed", "this is no sound OVA")
                    .at(path.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
        return new OvaFile(path, members);
    }

    /// The descriptor: the first file whose name ends in `.ovf`.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none
    public OvaMember descriptor() {
        return members.stream()
                .filter(member -> member.name().toLowerCase(Locale.ROOT).endsWith(DESCRIPTOR))
                .findFirst()
                .orElseThrow(() -> Problem.input("ova.no-descriptor", "there is no descriptor in this OVA")
                        .at(path.toString())
                        .because("none of its files is a " + DESCRIPTOR)
                        .exception());
    }

    /// The member of that name.
    public Optional<OvaMember> member(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }
}
