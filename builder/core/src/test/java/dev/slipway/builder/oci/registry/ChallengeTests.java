package dev.slipway.builder.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTests {

    @Test
    void parseReadsTheExampleOfTheTokenSpecification() {
        assertThat(Challenge.parse("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                        + "scope=\"repository:samalba/my-app:pull,push\""))
                .containsExactly(new Challenge(
                        "bearer",
                        Map.of(
                                "realm", "https://auth.docker.io/token",
                                "service", "registry.docker.io",
                                "scope", "repository:samalba/my-app:pull,push")));
    }

    /// The example of RFC 9110, 11.6.1: two challenges in one header.
    @Test
    void parseReadsSeveralChallengesOfOneHeader() {
        assertThat(Challenge.parse(
                        "Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\""))
                .containsExactly(
                        new Challenge("basic", Map.of("realm", "simple")),
                        new Challenge("newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")));
    }

    @Test
    void bestPrefersATokenOverAPassword() {
        assertThat(Challenge.best(List.of("BASIC realm=x", "BEARER realm=\"y\""))
                        .orElseThrow()
                        .scheme())
                .isEqualTo("bearer");
        assertThat(Challenge.best(List.of("Bearer", "Basic")).orElseThrow().isBasic())
                .isTrue();
        assertThat(Challenge.best(List.of("Negotiate"))).isEmpty();
        assertThat(Challenge.best(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "=", "\"", "Bearer realm=\"", "Bearer realm=\"\\", "Bearer =x", "a=b", "\u0000"})
    void bestWhenAHeaderIsNoneFindsNothing(String header) {
        assertThat(Challenge.best(List.of(header))).isEmpty();
    }

    @Test
    void parseWhenTheHeaderIsHugeStaysFast() {
        assertThat(Challenge.best(List.of("Bearer " + "a=\"\\".repeat(1_000_000))))
                .isEmpty();
    }
}
