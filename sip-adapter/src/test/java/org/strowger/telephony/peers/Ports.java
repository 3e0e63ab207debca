package org.strowger.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Local ports that are free on 127.0.0.1 for UDP and TCP alike.
///
/// They lie below the range from which Linux takes the ports of outgoing connections, and none is
/// given twice by one process until all have been. Three test processes that run side by side draw
/// from different thirds.
public final class Ports {
    private static final int COUNT = 6_000;
    private static final int FIRST = 12_000 + Integer.getInteger("test.fork", 1) % 3 * COUNT;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /// A free port.
    public static int free() {
        return freeRun(1);
    }

    /// The first of `length` neighbouring free ports.
    public static int freeRun(int length) {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int first = FIRST + Math.floorMod(NEXT.getAndAdd(length), COUNT);
            if (Stream.iterate(first, port -> port + 1).limit(length).allMatch(Ports::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + length + " neighbouring ports are free");
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.bind(new InetSocketAddress(loopback, port));
            udp.bind(new InetSocketAddress(loopback, port));
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port, e);
        }
    }

    /// Whether any process listens on the port. Asks the kernel, because trying to bind the port
    /// would take it from a process that is just about to.
    static boolean isTaken(int port) {
        String local = String.format(Locale.ROOT, ":%04X ", port);
        return Stream.of("udp", "udp6", "tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/net", table)).stream())
                .anyMatch(line -> line.startsWith(local, localPort(line)));
    }

    /// Where the local port begins in a line such as `12: 0100007F:13C4 00000000:0000 0A ...`; in
    /// the heading, which has no colon, nowhere that matters.
    private static int localPort(String line) {
        return line.indexOf(':', line.indexOf(':') + 1);
    }

    private static List<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(table.toString(), e);
        }
    }
}
