package dev.slipway.cli;

import dev.slipway.builder.quickstart.QuickstartResult;
import dev.slipway.builder.quickstart.QuickstartStep;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Prints for people what a quickstart made, what it cost, and what to do with it.
final class QuickstartSummary {

    private static final String INDENT = "  ";

    private final PrintStream out;

    QuickstartSummary(PrintStream out) {
        this.out = out;
    }

    void print(QuickstartResult result) {
        out.println();
        out.println("The machine installed itself, booted with its user-data in force, and asks: "
                + Printable.of(result.login()));
        out.println();
        steps(result);
        out.println();
        files(result);
        out.println();
        out.println("Next:");
        next(result);
    }

    private void steps(QuickstartResult result) {
        TextTable table = new TextTable("step", ">took", "by");
        for (QuickstartStep step : result.steps()) {
            table.row(step.name(), Sizes.ofTime(step.took()), step.reused() ? "an earlier run" : doer(step));
        }
        table.print(out, INDENT);
        out.println(INDENT
                + "Slipway's own work: %s of %s"
                        .formatted(Sizes.ofTime(result.ownWork()), Sizes.ofTime(result.took())));
    }

    private static String doer(QuickstartStep step) {
        return switch (step.doer()) {
            case SLIPWAY -> "Slipway";
            case MMDEBSTRAP -> "mmdebstrap";
            case GUEST -> "the virtual machine";
        };
    }

    private void files(QuickstartResult result) {
        lines(List.of(
                new Line(
                        "base",
                        "Debian %s, %d packages"
                                .formatted(
                                        result.base().release(), result.base().packages())),
                new Line("installer", "%s, %s".formatted(result.installer(), Sizes.ofBytes(result.installerBytes()))),
                new Line("", "SHA-256 " + result.installerSha256()),
                new Line("disk", "%s, %s, sparse".formatted(result.disk(), Sizes.ofBytes(result.diskBytes()))),
                new Line("screens", names(result.pictures())),
                new Line("consoles", names(result.logs()))));
    }

    private static String names(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private void next(QuickstartResult result) {
        lines(List.of(
                new Line(
                        "write it to a USB stick",
                        "sudo dd if=%s of=/dev/sdX bs=4M oflag=direct status=progress".formatted(result.installer())),
                new Line("bring your own user-data", "./slipway user-data new --purpose central --output user-data"),
                new Line("", "./slipway quickstart --user-data user-data"),
                new Line(
                        "boot it with Secure Boot",
                        "./slipway boot-test %s --firmware uefi-secureboot".formatted(result.disk())),
                new Line("read on", "docs/base.md, docs/user-data.md, docs/boot-test.md")));
    }

    private record Line(String label, String text) {}

    private void lines(List<Line> lines) {
        int width = lines.stream().mapToInt(line -> line.label.length()).max().orElse(0);
        for (Line line : lines) {
            out.println(
                    INDENT + line.label + " ".repeat(width - line.label.length()) + INDENT + Printable.of(line.text));
        }
    }
}
