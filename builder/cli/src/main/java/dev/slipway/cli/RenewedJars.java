package dev.slipway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Gives old class files the form of newer ones, code unchanged. The JVM's AOT cache does not keep classes from before
/// Java 6, and picocli's are of Java 5: loading and verifying them anew is more than half of the time that a short
/// command takes. The launcher runs it once after a build.
final class RenewedJars {

    /// The first version whose code always has stack maps (JVMS 4.10.1), which is what the cache wants.
    private static final int RENEWED_MAJOR = ClassFile.JAVA_7_VERSION;

    private RenewedJars() {}

    /// Renews the jars of a folder that hold old classes.
    ///
    /// @param arguments the folder
    public static void main(String[] arguments) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (var files = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            files.forEach(jars::add);
        }
        for (Path jar : jars) {
            renew(jar);
        }
    }

    /// Replaces a jar, where it holds old classes, by one in which they are renewed.
    static void renew(Path jar) throws IOException {
        Path renewed = jar.resolveSibling(jar.getFileName() + ".new");
        try (JarFile file = new JarFile(jar.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            List<JarEntry> entries = Collections.list(file.entries());
            if (!isOld(file, entries)) {
                return;
            }
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)
                            .orElse(ClassHierarchyResolver.defaultResolver())
                            .cached()));
            try (OutputStream target = Files.newOutputStream(renewed);
                    ZipOutputStream zip = new ZipOutputStream(target)) {
                for (JarEntry entry : entries) {
                    byte[] bytes = read(file, entry);
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    zip.write(isClass(entry) ? renewed(format, bytes) : bytes);
                }
            }
        }
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOld(JarFile file, List<JarEntry> entries) throws IOException {
        for (JarEntry entry : entries) {
            if (isClass(entry)) {
                return majorVersion(read(file, entry)) < ClassFile.JAVA_6_VERSION;
            }
        }
        return false;
    }

    private static byte[] renewed(ClassFile format, byte[] bytes) {
        if (majorVersion(bytes) >= ClassFile.JAVA_6_VERSION) {
            return bytes;
        }
        ClassModel model = format.parse(bytes);
        // Untouched code would be copied as it is, without stack maps.
        ClassTransform code =
                ClassTransform.transformingMethodBodies((CodeTransform) (builder, element) -> builder.with(element));
        return format.transformClass(model, code.andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(RENEWED_MAJOR, 0);
            } else {
                builder.with(element);
            }
        }));
    }

    /// Class file format (JVMS 4.1): magic, minor version, major version.
    private static int majorVersion(byte[] bytes) {
        return (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }

    private static byte[] read(JarFile file, JarEntry entry) throws IOException {
        try (var in = file.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
