package dev.slipway.ova.verification;

import dev.slipway.builder.verification.Finding;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Rule;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.ovf.Ovf.Disk;
import dev.slipway.ova.ovf.Ovf.FileReference;
import dev.slipway.ova.ovf.Ovf.Hardware;
import dev.slipway.ova.ovf.Ovf.Item;
import dev.slipway.ova.ovf.Ovf.VirtualSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about the form of the descriptor.
final class StructureRules {

    private static final Pattern HOST_RESOURCE = Pattern.compile("(?:ovf:)?/{1,2}(disk|file)/(.+)");

    static final List<Rule<OvaSubject>> ALL = List.of(
            new Rule<>(
                    "ovf-schema",
                    "the descriptor has what the schema demands, in its order (DSP8023, CIM)",
                    subject ->
                            Finding.of(subject.ovf().departures(), subject.ovf().namespace())),
            new Rule<>(
                    "ovf-references",
                    "ids come once, and whatever is referred to is there: files, disks, networks, controllers",
                    StructureRules::references),
            new Rule<>(
                    "ovf-addresses",
                    "no two devices have the same address on the same controller",
                    StructureRules::addresses),
            new Rule<>(
                    "ovf-file-sizes",
                    "every file has the size that the descriptor tells: vSphere plans the import by it",
                    StructureRules::fileSizes),
            new Rule<>(
                    "ovf-no-nvram",
                    "there is no NVRAM: VirtualBox refuses its item, and content libraries miss its file",
                    StructureRules::noNvram));

    private static final int NVRAM = 32768;

    private StructureRules() {}

    private static Finding references(OvaSubject subject) {
        List<String> problems = new ArrayList<>();
        twice(subject.ovf().files().stream().flatMap(file -> file.id().stream()), "file id", problems);
        twice(subject.ovf().disks().stream().flatMap(disk -> disk.id().stream()), "disk id", problems);
        twice(subject.ovf().networks().stream(), "network", problems);
        for (FileReference file : subject.ovf().files()) {
            if (file.href().isPresent() && subject.member(file).isEmpty() && !file.isChunked()) {
                problems.add("%s is not in the archive".formatted(file.href().get()));
            }
        }
        for (Disk disk : subject.ovf().disks()) {
            disk.fileRef()
                    .filter(id -> subject.file(id).isEmpty())
                    .ifPresent(
                            id -> problems.add("a disk lies in the file '%s', which is not described".formatted(id)));
        }
        for (VirtualSystem system : subject.ovf().systems()) {
            system.hardware().ifPresent(hardware -> items(subject, hardware, problems));
        }
        return Finding.of(problems, "");
    }

    private static void twice(Stream<String> ids, String what, List<String> problems) {
        Set<String> seen = new HashSet<>();
        ids.filter(id -> !seen.add(id))
                .distinct()
                .forEach(id -> problems.add("the %s '%s' comes twice".formatted(what, id)));
    }

    private static void items(OvaSubject subject, Hardware hardware, List<String> problems) {
        List<String> ids = hardware.items().stream()
                .flatMap(item -> item.instanceId().stream())
                .toList();
        twice(ids.stream(), "InstanceID", problems);
        for (Item item : hardware.items()) {
            item.parent()
                    .filter(parent -> !ids.contains(parent))
                    .ifPresent(parent ->
                            problems.add("%s hangs on item %s, which is not there".formatted(item.label(), parent)));
            item.connections().stream()
                    .filter(network -> !subject.ovf().networks().contains(network))
                    .forEach(network -> problems.add(
                            "%s is connected to '%s', which is not described".formatted(item.label(), network)));
            item.hostResources().forEach(resource -> resource(subject, item, resource, problems));
        }
    }

    private static void resource(OvaSubject subject, Item item, String resource, List<String> problems) {
        Matcher matcher = HOST_RESOURCE.matcher(resource);
        if (!matcher.matches()) {
            return;
        }
        String id = matcher.group(2);
        boolean found = matcher.group(1).equals("file")
                ? subject.file(id).isPresent()
                : subject.ovf().disks().stream().anyMatch(disk -> disk.id().equals(Optional.of(id)));
        if (!found) {
            problems.add("%s is '%s', which is not described".formatted(item.label(), resource));
        }
    }

    private static Finding addresses(OvaSubject subject) {
        List<String> problems = new ArrayList<>();
        for (VirtualSystem system : subject.ovf().systems()) {
            Set<String> taken = new HashSet<>();
            for (Item item : system.hardware().map(Hardware::items).orElse(List.of())) {
                if (item.parent().isPresent()
                        && item.addressOnParent().isPresent()
                        && !taken.add(item.parent().get() + "/"
                                + item.addressOnParent().get())) {
                    problems.add("%s has address %s on item %s, as another has; vSphere and libvirt refuse it"
                            .formatted(
                                    item.label(),
                                    item.addressOnParent().get(),
                                    item.parent().get()));
                }
            }
        }
        return Finding.of(problems, "");
    }

    private static Finding fileSizes(OvaSubject subject) {
        if (subject.ovf().files().isEmpty()) {
            return new NotApplicable("no file is described");
        }
        List<String> problems = new ArrayList<>();
        for (FileReference file : subject.ovf().files()) {
            Optional<OvaMember> member = subject.member(file);
            if (member.isEmpty()) {
                continue;
            }
            long actual = member.get().content().size();
            if (file.sizeBytes().isEmpty()) {
                problems.add("no size is told of %s; vSphere cannot tell how far an import is"
                        .formatted(member.get().name()));
            } else if (file.sizeBytes().getAsLong() != actual) {
                problems.add("%s has %d bytes, not %d; vSphere refuses it"
                        .formatted(member.get().name(), actual, file.sizeBytes().getAsLong()));
            }
        }
        return Finding.of(problems, "");
    }

    private static Finding noNvram(OvaSubject subject) {
        List<String> problems = new ArrayList<>();
        subject.names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".nvram"))
                .forEach(name -> problems.add("%s: content libraries refuse it".formatted(name)));
        for (Item item : subject.items()) {
            if (item.is(NVRAM)) {
                problems.add("%s is of type %d%s"
                        .formatted(item.label(), NVRAM, item.isRequired() ? "; VirtualBox refuses it" : ""));
            }
        }
        for (VirtualSystem system : subject.ovf().systems()) {
            system.hardware()
                    .filter(hardware -> hardware.extraConfig().containsKey("nvram"))
                    .ifPresent(hardware -> problems.add("the setting nvram names a file of another host"));
        }
        return Finding.of(problems, "");
    }
}
