package dev.slipway.pxe.dhcpserver;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.firmware.BootAdvisor;
import dev.slipway.pxe.firmware.BootAnswers;
import dev.slipway.pxe.lease.LeaseJournal;
import dev.slipway.pxe.lease.LeaseTable;
import dev.slipway.pxe.proxy.ProxyDhcp;
import dev.slipway.pxe.socket.Poller;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.trace.TraceSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// DHCP on the interfaces that are named and on no other: beside the server of others, or in place of it. One thread
/// serves them all.
public final class DhcpServer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final List<Link> links;
    private final Poller poller;
    private final Optional<LeaseJournal> journal;
    private final DhcpLoop loop;
    private final LeaseMemory memory;
    private final Thread thread;

    private DhcpServer(
            List<Link> links, Poller poller, Optional<LeaseJournal> journal, DhcpLoop loop, LeaseMemory memory) {
        this.memory = memory;
        this.links = links;
        this.poller = poller;
        this.journal = journal;
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("dhcp").unstarted(loop);
    }

    /// Opens the ports, makes sure to be alone where addresses are given, and begins to answer.
    ///
    /// @param interfaces all that are served; each once
    /// @param boot decides what boots
    /// @param trace learns what happens
    public static DhcpServer open(
            List<DhcpInterface> interfaces, DhcpSettings settings, BootAnswers boot, TraceSink trace) {
        List<Link> links = new ArrayList<>();
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            for (DhcpInterface one : interfaces) {
                Link link = Link.open(one);
                links.add(link);
                opened.add(link);
            }
            List<Link> giving = links.stream()
                    .filter(link -> link.configured != null && link.configured.mode() == DhcpMode.SERVER)
                    .toList();
            if (!giving.isEmpty()
                    && !settings.despiteOthers()
                    && !settings.search().isZero()) {
                OtherServers.refuseBeside(giving, settings.search());
            }
            Optional<LeaseJournal> journal =
                    settings.leases().map(file -> LeaseJournal.open(file, settings.synchronous()));
            journal.ifPresent(opened::add);
            Poller poller = Poller.open();
            opened.add(poller);
            DhcpServer server = assemble(links, poller, journal, settings, new BootAdvisor(boot), trace);
            server.thread.start();
            return server;
        } catch (RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private static DhcpServer assemble(
            List<Link> links,
            Poller poller,
            Optional<LeaseJournal> journal,
            DhcpSettings settings,
            BootAdvisor advisor,
            TraceSink trace) {
        List<Subnet> subnets =
                links.stream().flatMap(link -> link.subnets().stream()).toList();
        LeaseTable table = new LeaseTable(
                subnets,
                own(links),
                journal.map(LeaseJournal::found).orElse(List.of()),
                System.currentTimeMillis() / 1000);
        LeaseMemory memory = new LeaseMemory(table, journal);
        boolean probing = !settings.probe().isZero();
        AddressServer addresses = new AddressServer(
                table, advisor, memory::changed, probing, settings.declined().toSeconds());
        DhcpLoop loop = new DhcpLoop(
                links,
                poller,
                new ProxyDhcp(advisor),
                addresses,
                table,
                memory,
                new DhcpTrace(trace),
                new ConflictProbes(settings.probe().toNanos()));
        return new DhcpServer(links, poller, journal, loop, memory);
    }

    static Set<Integer> own(List<Link> links) {
        Set<Integer> own = new HashSet<>();
        links.forEach(link -> own.add(link.address));
        return own;
    }

    private static void closeAll(List<AutoCloseable> opened, RuntimeException because) {
        for (AutoCloseable one : opened.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                because.addSuppressed(e);
            }
        }
    }

    /// From now on these interfaces, while machines go on being answered. Interfaces that are no longer named fall
    /// silent; new ones take a new start, because the right to open ports may be gone.
    public void reconfigure(List<DhcpInterface> interfaces) {
        for (DhcpInterface one : interfaces) {
            if (links.stream().noneMatch(link -> link.name.equals(one.name()))) {
                throw Problem.input("pxe.new-interface", "an interface cannot be added while the server runs")
                        .at(one.name())
                        .fix("start the server anew")
                        .exception();
            }
        }
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.between(() -> {
            loop.networks(interfaces);
            done.complete(true);
        });
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a configuration was taken up", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the configuration was not taken up", e);
        }
    }

    /// What was done so far.
    public DhcpCounters counters() {
        return new DhcpCounters(
                loop.received.sum(), loop.malformed.sum(), loop.sent.sum(), loop.failures.sum(), memory.failures.sum());
    }

    /// Whether it still answers, for health checks.
    public boolean isAlive() {
        return thread.isAlive();
    }

    /// Answers the batch in hand and stops.
    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(PATIENCE_SECONDS * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("leases could not be written at the end", e);
        } finally {
            poller.close();
            links.forEach(Link::close);
        }
    }
}
