package dev.slipway.cli.reference;

import java.util.List;

/// A variable of the environment that the command heeds.
record Variable(String name, String meaning) {

    static final List<Variable> ALL = List.of(
            new Variable(
                    "SOURCE_DATE_EPOCH",
                    "The time that goes into the image, in seconds since 1970. Default: that of the newest input."),
            new Variable(
                    "SLIPWAY_CACHE",
                    "Where compressed root file systems are kept between builds. Default: slipway in XDG_CACHE_HOME,"
                            + " or ~/.cache/slipway."),
            new Variable("VSPHERE_USER", "Who logs in at vCenter, where no option says so."),
            new Variable("VSPHERE_PASSWORD", "The password of that user, where no file is named."),
            new Variable("NO_COLOR", "Where it is not empty, nothing is painted."),
            new Variable("SLIPWAY_JAVA_HOME", "The JDK 25 that the launcher is to use."));
}
