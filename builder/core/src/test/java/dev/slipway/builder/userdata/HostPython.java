package dev.slipway.builder.userdata;

import dev.slipway.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs Python with the package that installed hosts have, to compare what it does with what is done here.
public final class HostPython {

    /// The system's own, which has the YAML that cloud-init uses; another may come first on the path.
    private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");

    private static final Path PACKAGES = Path.of("../../templates/src/main/resources/dev/slipway/templates/base/overlay"
                    + "/usr/lib/python3/dist-packages")
            .toAbsolutePath();

    private HostPython() {}

    /// Runs a program and expects success.
    ///
    /// @return what it printed
    public static String run(String program, Object... arguments) {
        Object python = Files.isExecutable(SYSTEM_PYTHON) ? SYSTEM_PYTHON : "python3";
        String preface = "import sys\nsys.path.insert(0, '%s')\n".formatted(PACKAGES);
        return Tool.of(python, "-B", "-c", preface + program).and(arguments).run();
    }
}
