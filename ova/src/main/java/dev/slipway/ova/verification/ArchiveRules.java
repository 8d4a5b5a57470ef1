package dev.slipway.ova.verification;

import dev.slipway.builder.verification.Finding;
import dev.slipway.builder.verification.Finding.Fail;
import dev.slipway.builder.verification.Finding.Pass;
import dev.slipway.builder.verification.Rule;
import dev.slipway.ova.archive.CertificateFile;
import dev.slipway.ova.archive.Manifest;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.archive.TarForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Rules about the archive.
final class ArchiveRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}");

    static final List<Rule<OvaSubject>> ALL = List.of(
            new Rule<>(
                    "ova-descriptor-first",
                    "the descriptor is the first file: VMware's tools and VirtualBox read no other archive",
                    ArchiveRules::descriptorFirst),
            new Rule<>(
                    "ova-order",
                    "manifest and certificate lie directly behind the descriptor, or at the end, and files in the"
                            + " order in which the descriptor names them (DSP0243 5.3)",
                    ArchiveRules::order),
            new Rule<>(
                    "ova-names",
                    "names are plain: ASCII without spaces, at most 100 characters, and descriptor, manifest and"
                            + " certificate differ in their endings only",
                    ArchiveRules::names),
            new Rule<>(
                    "ova-ustar",
                    "the archive is ustar without extensions, but for the size of files from 8 GiB on: vSphere and"
                            + " VirtualBox read neither pax headers nor long names",
                    ArchiveRules::ustar));

    private ArchiveRules() {}

    private static Finding descriptorFirst(OvaSubject subject) {
        String first = subject.names().getFirst();
        return first.equals(subject.descriptorName())
                ? new Pass(first)
                : new Fail("the first is %s; VMware's tools, vSphere and VirtualBox refuse it".formatted(first));
    }

    private static Finding order(OvaSubject subject) {
        List<String> names = subject.names();
        List<String> seals = names.stream().filter(OvaSubject::isSeal).toList();
        List<String> problems = new ArrayList<>();
        List<String> second = new ArrayList<>(List.of(subject.descriptorName()));
        second.addAll(seals);
        boolean isSecond =
                names.subList(0, Math.min(second.size(), names.size())).equals(second);
        boolean isLast =
                names.subList(names.size() - seals.size(), names.size()).equals(seals);
        if (!isSecond && !isLast) {
            problems.add("%s: neither behind the descriptor nor at the end; vSphere says that it cannot retrieve them"
                    .formatted(String.join(", ", seals)));
        }
        if (seals.size() > 1 && !seals.getFirst().toLowerCase(Locale.ROOT).endsWith(Manifest.ENDING)) {
            problems.add("the certificate comes before the manifest");
        }
        List<String> referred = subject.ovf().files().stream()
                .flatMap(file -> file.href().stream())
                .filter(names::contains)
                .toList();
        List<String> actual = names.stream().filter(referred::contains).toList();
        if (!actual.equals(referred.stream().distinct().toList())) {
            problems.add("files come as %s, the descriptor names them as %s; importers that read a stream refuse it"
                    .formatted(String.join(", ", actual), String.join(", ", referred)));
        }
        return Finding.of(problems, String.join(", ", names));
    }

    private static Finding names(OvaSubject subject) {
        List<String> problems = new ArrayList<>();
        for (String name : subject.names()) {
            if (!NAME.matcher(name).matches()) {
                problems.add("'%s' has characters that some importers do not find again".formatted(name));
            }
        }
        String base = base(subject.descriptorName(), OvaFile.DESCRIPTOR_ENDING);
        subject.ova().manifest().ifPresent(manifest -> {
            if (!base.equals(base(manifest.name(), Manifest.ENDING))) {
                problems.add("the manifest is called %s, and vSphere looks for %s.mf".formatted(manifest.name(), base));
            }
        });
        subject.ova().certificate().ifPresent(certificate -> {
            if (!base.equals(base(certificate.name(), CertificateFile.ENDING))) {
                problems.add("the certificate is called %s, and vSphere looks for %s.cert"
                        .formatted(certificate.name(), base));
            }
        });
        return Finding.of(problems, "%d files".formatted(subject.names().size()));
    }

    private static String base(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    private static Finding ustar(OvaSubject subject) {
        List<String> problems = new ArrayList<>();
        for (TarForm.Entry entry : subject.form().entries()) {
            if (entry.isExtended()) {
                problems.add("%s has an extended header, of which VirtualBox and vSphere know nothing"
                        .formatted(entry.name()));
            }
            if (!entry.isTar()) {
                problems.add("%s has a header of before ustar".formatted(entry.name()));
            }
        }
        if (!subject.form().hasEnd()) {
            problems.add("two blocks of zeros lack at the end: it may be cut off");
        }
        boolean gnu = subject.form().entries().stream().anyMatch(TarForm.Entry::isGnu);
        return Finding.of(problems, gnu ? "with headers of GNU's, which all of them read" : "");
    }
}
