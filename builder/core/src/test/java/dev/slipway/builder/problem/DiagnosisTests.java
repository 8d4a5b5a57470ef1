package dev.slipway.builder.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.problem.Problem.Kind;
import dev.slipway.image.MalformedImageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class DiagnosisTests {

    @Test
    void ofFindsTheProblemBehindOtherFailures() {
        Problem problem = Problem.input("x", "y");

        assertThat(Diagnosis.of(new IllegalStateException(problem.exception()))).isEqualTo(problem);
    }

    @Test
    void ofWhenTheImageIsMalformedNamesTheByte() {
        Problem problem = Diagnosis.of(new MalformedImageException("GPT header", 512, "expected A, found B"));

        assertThat(problem)
                .isEqualTo(Problem.input("image.malformed", "GPT header: expected A, found B")
                        .at("byte 512"));
    }

    @Test
    void ofWhenTheDiskIsFullSaysSoAndNamesTheFile() {
        Problem problem = Diagnosis.of(
                new UncheckedIOException(new FileSystemException("out.iso", null, "No space left on device")));

        assertThat(problem)
                .isEqualTo(Problem.environment("disk.full", "the disk is full").at("out.iso"));
    }

    @Test
    void ofWhenAFileIsMissingOrDeniedNamesIt() {
        assertThat(Diagnosis.of(new NoSuchFileException("a.iso")))
                .isEqualTo(
                        Problem.input("file.missing", "there is no such file").at("a.iso"));
        assertThat(Diagnosis.of(new AccessDeniedException("a.iso")).kind()).isEqualTo(Kind.ENVIRONMENT);
        assertThat(Diagnosis.of(new IOException("Input/output error")))
                .isEqualTo(
                        Problem.environment("io", "reading or writing failed").because("Input/output error"));
    }

    @Test
    void ofWhenNobodyForesawItIsOurFault() {
        assertThat(Diagnosis.of(new IllegalStateException("oops")).kind()).isEqualTo(Kind.BUG);
    }

    @Test
    void reasonIsNeverNothing() {
        assertThat(Diagnosis.reason(new ConnectException())).isEqualTo("nobody answers there");
        assertThat(Diagnosis.reason(new ConnectException("Connection refused"))).isEqualTo("Connection refused");
        assertThat(Diagnosis.reason(new EOFException())).isEqualTo("EOFException");
    }
}
