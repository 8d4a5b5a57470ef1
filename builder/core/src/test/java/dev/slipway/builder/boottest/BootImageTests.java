package dev.slipway.builder.boottest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.machine.DiskFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootImageTests {

    @TempDir
    private Path directory;

    @Test
    void isoIsACd() throws IOException {
        Path image = write("installer.img", 40_000);
        byte[] bytes = Files.readAllBytes(image);
        // ECMA-119, 8.1: the type of the first descriptor, and then the name of the standard.
        System.arraycopy("\u0001CD001".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0x8000, 6);
        Files.write(image, bytes);

        assertThat(BootImage.of(image, Optional.empty(), directory))
                .isEqualTo(new BootImage(image, DiskFormat.RAW, BootMedium.CD));
        assertThat(BootImage.of(image, Optional.of(BootMedium.USB), directory))
                .isEqualTo(new BootImage(image, DiskFormat.RAW, BootMedium.USB));
    }

    @ParameterizedTest
    @CsvSource({"disk.img, RAW", "disk.iso, RAW", "disk.qcow2, QCOW2", "disk.vmdk, VMDK"})
    void whatIsNoIsoIsADisk(String name, DiskFormat format) throws IOException {
        Path image = write(name, 512);

        assertThat(BootImage.of(image, Optional.empty(), directory))
                .isEqualTo(new BootImage(image, format, BootMedium.DISK));
    }

    @Test
    void ovaIsItsFirstDisk() throws IOException {
        Path ova = ova("edge.ovf", "edge-disk1.VMDK", "edge-disk2.vmdk");

        BootImage image = BootImage.of(ova, Optional.empty(), directory);

        assertThat(image.format()).isEqualTo(DiskFormat.VMDK);
        assertThat(image.medium()).isEqualTo(BootMedium.DISK);
        assertThat(image.file()).hasContent("I am edge-disk1.VMDK");
    }

    @Test
    void ovaWithoutADiskIsBadInput() throws IOException {
        Path ova = ova("edge.ovf", "edge.mf");

        assertThatThrownBy(() -> BootImage.of(ova, Optional.empty(), directory))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no disk in this OVA");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        Path empty = write("empty.img", 0);

        assertThatThrownBy(() -> BootImage.of(empty, Optional.empty(), directory))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> BootImage.of(directory, Optional.empty(), directory))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> BootImage.of(directory.resolve("none.iso"), Optional.empty(), directory))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void requestWithoutExpectationsAwaitsALogin() {
        assertThat(BootTestRequest.of(directory).expectations())
                .singleElement()
                .isInstanceOfSatisfying(
                        Expectation.ConsoleLine.class,
                        line -> assertThat("edge-1 login: ").containsPattern(line.pattern()));
    }

    private Path write(String name, int size) throws IOException {
        return Files.write(directory.resolve(name), new byte[size]);
    }

    private Path ova(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String name : List.of(names)) {
                byte[] content = ("I am " + name).getBytes(StandardCharsets.US_ASCII);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return Files.write(directory.resolve("edge.ova"), bytes.toByteArray());
    }
}
