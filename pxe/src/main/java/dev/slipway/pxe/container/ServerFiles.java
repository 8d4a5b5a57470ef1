package dev.slipway.pxe.container;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of the image, gathered from the machine that makes it.
final class ServerFiles {

    private static final long NOBODY = 65534;

    static final String JAVA = "opt/java";
    static final String APPLICATION = "opt/slipway/lib";

    /// Of the runtime: its sources, what compiles and debugs, and what draws on screens that a server has not.
    private static final String RUNTIME_LEFT_OUT = "(?:jmods|man|include|demo|src\\.zip|lib/src\\.zip|lib/ct\\.sym"
            + "|lib/(?:libawt|libjawt|libsplashscreen|libfontmanager|libfreetype|libjsound|liblcms|libmlib_image"
            + "|libjavajpeg|libsaproc|psfont).*|bin/(?!java$).*)(?:/.*)?";

    private final TreeMap<String, Node> files = new TreeMap<>();
    private final Instant time;

    ServerFiles(Instant time) {
        this.time = time;
    }

    SortedMap<String, Node> files() {
        return files;
    }

    /// Adds the Java runtime of a home, and returns its programs and libraries.
    List<Path> addRuntime(Path home) throws IOException {
        List<Path> natives = new ArrayList<>();
        Path real = home.toRealPath();
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = real.relativize(file).toString();
                if (!path.matches(RUNTIME_LEFT_OUT)) {
                    boolean runs = Files.isExecutable(file);
                    addFile(JAVA + "/" + path, file, runs ? 0755 : 0644);
                    if (path.endsWith(".so") || path.equals("bin/java")) {
                        natives.add(file);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return natives;
    }

    /// Adds the class path, as jars.
    void addApplication(List<Path> jars) throws IOException {
        for (Path jar : jars) {
            addFile(APPLICATION + "/" + jar.getFileName(), jar, 0644);
        }
    }

    /// Adds a file of this machine under the same path. Symbolic links become what they lead to.
    void addSame(Path file, int mode) throws IOException {
        addFile(file.toString().substring(1), file, mode);
    }

    /// Who there is, where names are looked up, and places to write to.
    void addSystem() {
        addText("etc/passwd", """
                root:x:0:0:root:/root:/sbin/nologin
                nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
                """);
        addText("etc/group", "root:x:0:\nnogroup:x:65534:\n");
        addText("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
        addDirectory("tmp", 01777, 0);
        addDirectory("etc/slipway", 0755, 0);
        addDirectory("var/lib/slipway", 0750, NOBODY);
    }

    private void addFile(String path, Path from, int mode) throws IOException {
        files.put(path, new Node.RegularFile(Metadata.of(mode, time), Image.ofFile(from.toRealPath())));
    }

    private void addText(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        files.put(path, new Node.RegularFile(Metadata.of(0644, time), Image.ofBytes(bytes)));
    }

    private void addDirectory(String path, int mode, long owner) {
        files.put(path, new Directory(new Metadata(mode, owner, owner, time, new TreeMap<>()), new TreeMap<>()));
    }
}
