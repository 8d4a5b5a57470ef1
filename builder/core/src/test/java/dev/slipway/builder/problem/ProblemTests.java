package dev.slipway.builder.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTests {

    @Test
    void exceptionSaysWhatWhereWhyAndWhatToDo() {
        Problem problem = Problem.input("x.y", "it broke")
                .at("file:3:4")
                .because("of rust")
                .fix("oil it");

        assertThat(problem.exception()).hasMessage("it broke (file:3:4): of rust; oil it");
        assertThat(problem.exception().problem()).isEqualTo(problem);
    }

    @Test
    void exceptionWhenThereIsLessToSaySaysLess() {
        assertThat(Problem.usage("x", "it broke").exception()).hasMessage("it broke");
        assertThat(Problem.usage("x", "it broke").fix("oil it").exception()).hasMessage("it broke; oil it");
    }

    @Test
    void kindDecidesTheExitStatus() {
        assertThat(Problem.check("x", "x").kind().exitStatus()).isEqualTo(1);
        assertThat(Problem.usage("x", "x").kind().exitStatus()).isEqualTo(2);
        assertThat(Problem.input("x", "x").kind().exitStatus()).isEqualTo(3);
        assertThat(Problem.environment("x", "x").kind().exitStatus()).isEqualTo(4);
        assertThat(Problem.Kind.BUG.exitStatus()).isEqualTo(70);
    }
}
