package org.strowger.engine.dip;

import io.vertx.core.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks names up on threads of its own, each name once at a time for all who ask for it: a name
/// server that does not answer for one host holds one thread.
///
/// The threads are of the platform: the system looks a name up in native code, in which a virtual
/// thread would keep its carrier, and with it every other virtual thread of the process.
///
/// Owned by one event loop.
final class NameLookups {
    private static final Logger LOG = LoggerFactory.getLogger(NameLookups.class);
    private static final int AT_ONCE = 8;
    private static final long IDLE_SECONDS = 60;

    private final NameLookup lookup;
    private final Context loop;
    private final ThreadPoolExecutor threads;
    private final SortedMap<String, List<Consumer<List<InetAddress>>>> underWay = new TreeMap<>();

    /// @param most names that wait for a thread
    NameLookups(NameLookup lookup, Context loop, int most) {
        this.lookup = lookup;
        this.loop = loop;
        this.threads =
                new ThreadPoolExecutor(
                        AT_ONCE,
                        AT_ONCE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(most),
                        Thread.ofPlatform().name("strowger-names-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Returns what ends the wait for the addresses of a host.
    ///
    /// @param then told the addresses on the event loop, not before this returns; none when there
    ///   are none
    Runnable find(String host, Consumer<List<InetAddress>> then) {
        List<Consumer<List<InetAddress>>> asking = underWay.get(host);
        if (asking == null) {
            asking = new ArrayList<>();
            underWay.put(host, asking);
            start(host);
        }
        asking.add(then);
        List<Consumer<List<InetAddress>>> joined = asking;
        return () -> joined.remove(then);
    }

    private void start(String host) {
        try {
            threads.execute(
                    () -> {
                        List<InetAddress> found = addresses(host);
                        tell(host, found);
                    });
        } catch (RejectedExecutionException e) {
            LOG.debug("too many names are being looked up, or none any more", e);
            loop.runOnContext(_ -> found(host, List.of()));
        }
    }

    /// A name server may answer when the event loop is gone.
    private void tell(String host, List<InetAddress> found) {
        try {
            loop.runOnContext(_ -> found(host, found));
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody waits for a name any more", e);
        }
    }

    private List<InetAddress> addresses(String host) {
        try {
            return List.copyOf(lookup.addresses(host));
        } catch (UnknownHostException e) {
            LOG.debug("a host has no address", e);
            return List.of();
        } catch (RuntimeException e) {
            LOG.error("a name cannot be looked up", e);
            return List.of();
        }
    }

    private void found(String host, List<InetAddress> addresses) {
        List<Consumer<List<InetAddress>>> asking = underWay.remove(host);
        if (asking != null) {
            List.copyOf(asking).forEach(then -> then.accept(addresses));
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
