package dev.slipway.builder.oci.peers;

import dev.slipway.testkit.DockerEngine;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/// Leads Testcontainers to the engine that a test has started, and to no other that this machine may have. Found by
/// Testcontainers as a service; it looks once in the life of a JVM.
public final class TestEngine extends DockerClientProviderStrategy {

    private static volatile @Nullable String host;

    static void use(DockerEngine engine) {
        host = engine.host();
    }

    @Override
    protected boolean isApplicable() {
        return host != null;
    }

    @Override
    protected int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean allowUserOverrides() {
        return false;
    }

    @Override
    public TransportConfig getTransportConfig() {
        return TransportConfig.builder()
                .dockerHost(URI.create(String.valueOf(host)))
                .build();
    }

    /// Of no use to containers without a network, but asked for; the engine has no bridge that could be looked up.
    @Override
    public synchronized String getDockerHostIpAddress() {
        return "localhost";
    }

    @Override
    public String getDescription() {
        return "the engine of the test";
    }
}
