package dev.slipway.pxe.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresNamespaces;
import dev.slipway.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// In processes of their own, as there is no way back.
@RequiresNamespaces
class PrivilegesIT {

    @Test
    void dropLeavesNothingOfRootInAnyThread() {
        assertThat(run("nobody").lines())
                .isNotEmpty()
                .allMatch(
                        line -> line.matches("Uid:(\\s+65534){4}|Gid:(\\s+65534){4}|Groups:\\s+65534 ?|CapEff:\\s+0+"))
                .anyMatch(line -> line.startsWith("CapEff"));
    }

    @Test
    void dropSaysThatThereIsNoSuchUser() {
        assertThat(run("no-such-user"))
                .isEqualTo("The rights of root cannot be dropped (user no-such-user): there is no such user; name one"
                        + " of /etc/passwd, as 'nobody'");
    }

    @Test
    void dropRefusesToBecomeRoot() {
        assertThat(run("root")).contains("that is root again");
    }

    private static String run(String user) {
        return Tool.of(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dropping.class.getName(),
                        user)
                .run()
                .strip();
    }

    /// Drops the rights, and prints what the kernel says of all threads.
    static final class Dropping {
        public static void main(String[] arguments) throws Exception {
            CountDownLatch started = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> {
                started.countDown();
                java.util.concurrent.locks.LockSupport.park();
            });
            started.await();
            try {
                Privileges.drop(arguments[0]);
            } catch (RuntimeException e) {
                System.out.println(e.getMessage());
                return;
            }
            List<Path> threads;
            try (var tasks = Files.list(Path.of("/proc/self/task"))) {
                threads = tasks.toList();
            }
            for (Path thread : threads) {
                Files.readAllLines(thread.resolve("status")).stream()
                        .filter(line -> line.matches("(Uid|Gid|Groups|CapEff):.*"))
                        .forEach(System.out::println);
            }
        }
    }
}
