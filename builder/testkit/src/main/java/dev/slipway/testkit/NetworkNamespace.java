package dev.slipway.testkit;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A network of its own on this machine, with no way out (ip-netns(8)). It is made by the test and removed by it. Needs
/// root, which `@RequiresNamespaces` asks for.
///
/// ```java
/// try (NetworkNamespace server = NetworkNamespace.create(); NetworkNamespace client = NetworkNamespace.create()) {
///     server.connect("eth0", client, "eth0");
///     server.address("eth0", "10.7.0.1/24");
///     client.tool("busybox", "udhcpc", "-i", "eth0").run();
/// }
/// ```
public final class NetworkNamespace implements AutoCloseable {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

    private final String name;

    private NetworkNamespace(String name) {
        this.name = name;
    }

    /// A network with nothing but its loopback interface, which is up.
    public static NetworkNamespace create() {
        String name = "slipway-%d-%d".formatted(ProcessHandle.current().pid(), COUNTER.incrementAndGet());
        Tool.of("ip", "netns", "add", name).run();
        NetworkNamespace created = new NetworkNamespace(name);
        created.tool("ip", "link", "set", "lo", "up").run();
        return created;
    }

    /// Its name, for `ip netns exec`.
    public String name() {
        return name;
    }

    /// Lays a cable between an interface here and one of another network; both are up and have no address.
    public void connect(String here, NetworkNamespace other, String there) {
        Tool.of("ip", "link", "add", here, "netns", name, "type", "veth", "peer", "name", there, "netns", other.name)
                .run();
        up(here);
        other.up(there);
    }

    /// Makes a bridge of these interfaces, which lose their part in anything else; it is up and has no address.
    public void bridge(String bridge, String... interfaces) {
        tool("ip", "link", "add", bridge, "type", "bridge", "stp_state", "0", "forward_delay", "0")
                .run();
        for (String one : interfaces) {
            tool("ip", "link", "set", one, "master", bridge).run();
        }
        up(bridge);
    }

    /// Makes an interface whose cable is a program, such as QEMU's `-netdev tap`.
    public void tap(String tap) {
        tool("ip", "tuntap", "add", tap, "mode", "tap").run();
        up(tap);
    }

    /// Gives an interface an address with its prefix length, at once and without asking whether another has it.
    public void address(String of, String address) {
        tool("ip", "address", "add", address, "dev", of, "nodad").run();
    }

    private void up(String one) {
        tool("ip", "link", "set", one, "up").run();
    }

    /// A program of other people, run in this network.
    public Tool tool(Object... command) {
        return Tool.of("ip", "netns", "exec", name).and(command);
    }

    /// The words in front of a command that run it in this network.
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /// The words of a command that runs in this network.
    public List<String> command(List<String> command) {
        List<String> words = new ArrayList<>(prefix());
        words.addAll(command);
        return words;
    }

    /// Does something on a thread that belongs to this network: sockets that it opens, and threads that it starts,
    /// belong to it too.
    public <T> T call(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                enter();
                done.complete(task.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("in network " + name, e);
        }
    }

    @SuppressWarnings("restricted") // The signatures are those of the manual.
    private void enter() throws Throwable {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        MethodHandle open = linker.downcallHandle(
                symbols.findOrThrow("open"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        MethodHandle setns = linker.downcallHandle(
                symbols.findOrThrow("setns"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        MethodHandle close =
                linker.downcallHandle(symbols.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) open.invokeExact(arena.allocateFrom("/run/netns/" + name), READ_ONLY_CLOSE_ON_EXEC);
            int entered = file < 0 ? file : (int) setns.invokeExact(file, CLONE_NEWNET);
            if (file >= 0) {
                int closed = (int) close.invokeExact(file);
                if (closed != 0) {
                    throw new IllegalStateException("cannot close the name of network " + name);
                }
            }
            if (entered != 0) {
                throw new IllegalStateException("cannot enter network " + name);
            }
        }
    }

    @Override
    public void close() {
        Tool.of("ip", "netns", "del", name).run();
    }
}
