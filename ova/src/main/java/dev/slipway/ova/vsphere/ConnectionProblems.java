package dev.slipway.ova.vsphere;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.MalformedImageException;
import dev.slipway.ova.vsphere.connection.Connections;
import dev.slipway.ova.vsphere.connection.UntrustedServerException;
import dev.slipway.ova.vsphere.connection.VcenterAddress;
import dev.slipway.ova.vsphere.connection.VcenterException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/// Says of what happened on the way to vCenter whose turn it is.
final class ConnectionProblems {

    private static final int CAUSES_MAX = 20;

    private ConnectionProblems() {}

    static Problem of(Exception failure, VcenterAddress vcenter) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case VcenterException refusal -> of(refusal);
            case InterruptedIOException interrupted ->
                Problem.environment("vsphere.interrupted", "the upload was interrupted")
                        .at(vcenter.toString());
            case IOException io when isFile(io) -> Diagnosis.of(io);
            case IOException io when Connections.isDistrust(io) -> distrust(io, vcenter);
            case IOException io -> unreachable(io, vcenter);
            default -> Diagnosis.of(failure);
        };
    }

    /// Whether the way to vCenter broke: not a refusal, nor anything of ours.
    static boolean isLost(Exception failure) {
        return failure instanceof IOException io
                && !(io instanceof VcenterException || io instanceof InterruptedIOException)
                && !isFile(io)
                && !Connections.isDistrust(io);
    }

    private static boolean isFile(IOException failure) {
        return failure instanceof FileSystemException || failure instanceof MalformedImageException;
    }

    private static Problem of(VcenterException refusal) {
        String why = String.valueOf(refusal.getMessage());
        if (refusal.isLogin()) {
            return Problem.environment("vsphere.login", "vCenter does not let this user in")
                    .at(refusal.place())
                    .because(why)
                    .fix("check --user, which needs its domain (administrator@vsphere.local), and the password");
        }
        if (refusal.isForbidden()) {
            return Problem.environment("vsphere.forbidden", "this user may not do that")
                    .at(refusal.place())
                    .because(why)
                    .fix("have the role changed: Content Library administrator for --library; VApp.Import,"
                            + " Datastore.AllocateSpace, Network.Assign and VirtualMachine.Provisioning.MarkAsTemplate"
                            + " for --template");
        }
        if (refusal.status() / 100 == 3) {
            return Problem.environment("vsphere.redirect", "the server sends elsewhere, which is not followed")
                    .at(refusal.place())
                    .fix("name the vCenter Server itself");
        }
        return Problem.environment("vsphere.refused", "vCenter refused")
                .at(refusal.place())
                .because("%s (HTTP %d%s)"
                        .formatted(
                                why,
                                refusal.status(),
                                refusal.errorType().isEmpty() ? "" : ", " + refusal.errorType()));
    }

    private static Problem distrust(IOException failure, VcenterAddress vcenter) {
        return Problem.environment("vsphere.certificate", "the server's certificate is not one to be trusted")
                .at(failure instanceof UntrustedServerException server ? server.host() : vcenter.toString())
                .because(certificateReason(failure))
                .fix("name vCenter's authority with --ca FILE (https://VCENTER/certs/download.zip has it), or pin its"
                        + " certificate with --thumbprint, after having compared it with the server's own");
    }

    private static String certificateReason(Throwable failure) {
        @Nullable Throwable cause = failure;
        String reason = "it could not be verified";
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof CertPathBuilderException) {
                return "none of the trusted authorities has issued it";
            }
            if (cause instanceof CertificateException && cause.getMessage() != null) {
                reason = cause.getMessage();
            }
            cause = cause.getCause();
        }
        return reason;
    }

    private static Problem unreachable(IOException failure, VcenterAddress vcenter) {
        return Problem.environment("vsphere.connection", "the connection to vCenter failed")
                .at(vcenter.toString())
                .because(connectionReason(failure));
    }

    private static String connectionReason(IOException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof UnresolvedAddressException) {
                return "there is no host of that name";
            }
            cause = cause.getCause();
        }
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return failure instanceof ConnectException
                ? "nobody answers there"
                : failure.getClass().getSimpleName();
    }
}
