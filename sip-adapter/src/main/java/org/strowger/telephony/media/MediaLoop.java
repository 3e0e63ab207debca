package org.strowger.telephony.media;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that all audio passes through.
///
/// It sleeps on one selector until a packet, a command or the next tick of 20 ms is there. Ticks
/// are kept by their deadlines, so that a late one does not delay those after it. A stream that
/// fails loses what it was doing and disturbs no other.
public final class MediaLoop implements AutoCloseable {
    static final String THREAD_NAME = "strowger-media";

    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int MOST_COMMANDS = 16_384;
    private static final int MOST_COMMANDS_AT_A_TIME = 256;

    /// Expedited forwarding, what networks prefer speech by (RFC 4594 section 4.1).
    private static final int VOICE = 0xB8;

    private final MediaSettings settings;
    private final MediaMeters meters;
    private final Selector selector;
    private final PortNumbers ports;
    private final Thread thread;
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<Command> commands = new ArrayBlockingQueue<>(MOST_COMMANDS);

    /// Streams to close whose command found no room: a full queue never keeps a port. Each stream
    /// is in it once.
    private final Queue<RtpStream> leaving = new ConcurrentLinkedQueue<>();

    private final Object lifecycle = new Object();
    private volatile boolean closing;

    private final Workbench workbench = new Workbench();
    private final Switchboard switchboard;
    private final Recorder recorder;
    private final Set<RtpStream> streams = new LinkedHashSet<>();

    /// Streams whose port the next selection gives back to the system.
    private final List<RtpStream> left = new ArrayList<>();

    /// Streams for which the last selection found packets.
    private final List<RtpStream> ready = new ArrayList<>();

    /// @param instead done when the stream has closed meanwhile
    private record Command(RtpStream stream, Runnable what, Runnable instead) {}

    private MediaLoop(MediaSettings settings, MeterRegistry registry) throws IOException {
        this.settings = settings;
        this.meters = new MediaMeters(registry);
        this.switchboard = new Switchboard(meters);
        this.recorder = new Recorder(meters, Recorder.MOST_BLOCKS);
        this.selector = Selector.open();
        this.ports =
                new PortNumbers(settings, ThreadLocalRandom.current().nextInt(settings.capacity()));
        this.thread = Thread.ofPlatform().daemon().name(THREAD_NAME).unstarted(this::run);
    }

    /// Starts the thread. Ports are bound only as streams are opened.
    public static MediaLoop start(MediaSettings settings, MeterRegistry meters) {
        try {
            var loop = new MediaLoop(settings, meters);
            loop.recorder.start();
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("opening the selector for RTP: " + e.getMessage(), e);
        }
    }

    /// Opens a stream on a free even port; empty when there is none, or the loop is closed.
    public Optional<MediaStream> open(MediaListener listener) {
        for (int tried = 0; tried < settings.capacity(); tried++) {
            OptionalInt port = ports.take();
            if (port.isEmpty()) {
                break;
            }
            DatagramChannel channel = bind(port.getAsInt());
            if (channel != null) {
                return join(channel, port.getAsInt(), listener);
            }
            ports.release(port.getAsInt());
        }
        meters.noPort();
        return Optional.empty();
    }

    /// How many streams are open: their ports are taken.
    public int openStreams() {
        return meters.openStreams();
    }

    /// Closes every stream and ends the thread; returns when that is done and all recordings are
    /// written, or a disk has not taken them for ten seconds.
    @Override
    public void close() {
        synchronized (lifecycle) {
            closing = true;
        }
        selector.wakeup();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            thread.join();
            recorder.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean ask(RtpStream stream, Runnable what) {
        return ask(stream, what, () -> {});
    }

    /// As [#ask], and never forgotten: what was taken is done, or `instead` when the stream or the
    /// loop ends before.
    boolean askSurely(RtpStream stream, Runnable what, Runnable instead) {
        synchronized (lifecycle) {
            return ask(stream, what, instead);
        }
    }

    private boolean ask(RtpStream stream, Runnable what, Runnable instead) {
        if (closing) {
            return false;
        }
        if (!commands.offer(new Command(stream, what, instead))) {
            meters.commandRefused();
            return false;
        }
        selector.wakeup();
        return true;
    }

    /// Closes a stream after all that was asked before, and before all that is asked later: who
    /// talked with it can be played music at once.
    void close(RtpStream stream) {
        if (!commands.offer(new Command(stream, () -> close(stream, left), () -> {}))) {
            leaving.add(stream);
        }
        selector.wakeup();
    }

    private @Nullable DatagramChannel bind(int port) {
        boolean four = settings.bind() instanceof Inet4Address;
        DatagramChannel channel = null;
        try {
            channel =
                    DatagramChannel.open(
                            four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.IP_TOS, VOICE);
            return channel.bind(new InetSocketAddress(settings.bind(), port));
        } catch (IOException e) {
            LOG.debug("RTP port {} cannot be used: {}", port, e.getMessage());
            abandon(channel);
            return null;
        }
    }

    /// Hands a new stream to the thread, unless that is about to end.
    private Optional<MediaStream> join(DatagramChannel channel, int port, MediaListener listener) {
        var output = new RtpOutput(random.nextInt(), random.nextInt(), random.nextInt());
        var outlet = new Outlet(channel, workbench.outgoing(), meters, output);
        var stream =
                new RtpStream(port, outlet, listener, workbench, meters, switchboard, recorder);
        synchronized (lifecycle) {
            meters.opened();
            if (ask(stream, () -> register(stream))) {
                return Optional.of(new MediaStream(this, stream));
            }
        }
        abandon(channel);
        release(stream);
        return Optional.empty();
    }

    private static void abandon(@Nullable DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("closing an RTP port: {}", e.getMessage());
        }
    }

    private void release(RtpStream stream) {
        ports.release(stream.port());
        meters.closed();
    }

    private void run() {
        try {
            var metronome = new Metronome(System.nanoTime());
            while (!closing) {
                carryOutCommands();
                closeLeaving();
                tick(metronome.at(System.nanoTime()));
                await(metronome.untilNext(System.nanoTime()));
                releaseLeft();
                receive();
            }
        } catch (IOException e) {
            LOG.error("RTP has stopped: the selector failed", e);
        } finally {
            end();
        }
    }

    private void register(RtpStream stream) {
        try {
            stream.channel().register(selector, SelectionKey.OP_READ, stream);
            streams.add(stream);
            switchboard.add(stream.jack());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void carryOutCommands() {
        for (int i = 0; i < MOST_COMMANDS_AT_A_TIME; i++) {
            Command command = commands.poll();
            if (command == null) {
                return;
            }
            try {
                boolean late = command.stream().isClosed();
                (late ? command.instead() : command.what()).run();
            } catch (RuntimeException | Error e) {
                command.stream().failed(e);
            }
        }
    }

    private void closeLeaving() {
        for (RtpStream stream = leaving.poll(); stream != null; stream = leaving.poll()) {
            close(stream, left);
        }
    }

    private void close(RtpStream stream, List<RtpStream> closed) {
        try {
            streams.remove(stream);
            closed.add(stream);
            stream.close();
        } catch (IOException e) {
            stream.failed(e);
        }
    }

    private void tick(Metronome.Beat beat) {
        if (beat.skipped() > 0) {
            meters.skipped(beat.skipped());
            each(stream -> stream.skip(beat.skipped()));
        }
        for (int i = 0; i < beat.due(); i++) {
            tickAll();
        }
    }

    /// First everybody says what there is to hear, then everybody hears it.
    private void tickAll() {
        switchboard.refresh();
        each(RtpStream::prepare);
        switchboard.refresh();
        each(RtpStream::tick);
    }

    private void each(Consumer<RtpStream> what) {
        for (RtpStream stream : streams) {
            try {
                what.accept(stream);
            } catch (RuntimeException | Error e) {
                stream.failed(e);
            }
        }
    }

    private void await(long wait) throws IOException {
        boolean busy = wait <= 0 || !commands.isEmpty() || !left.isEmpty();
        if (busy) {
            selector.selectNow(this::isReady);
        } else {
            // Rounded up: to wake a moment late costs nothing, to wake early costs a turn.
            selector.select(this::isReady, (wait + MILLISECOND - 1) / MILLISECOND);
        }
    }

    private void isReady(SelectionKey key) {
        ready.add((RtpStream) key.attachment());
    }

    /// Hears what has arrived. What was asked before a packet arrived is done before it is heard,
    /// so that the first packet of a far end finds its stream connected.
    private void receive() {
        for (RtpStream stream : ready) {
            try {
                stream.receive(this::carryOutCommands);
            } catch (RuntimeException | Error e) {
                stream.failed(e);
            }
        }
        ready.clear();
    }

    /// Only after a selection is the port of a closed channel free for another.
    private void releaseLeft() {
        left.forEach(this::release);
        left.clear();
    }

    private void end() {
        synchronized (lifecycle) {
            closing = true;
        }
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            streams.add(command.stream());
            command.instead().run();
        }
        closeLeaving();
        for (RtpStream stream : List.copyOf(streams)) {
            if (!stream.isClosed()) {
                close(stream, left);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("closing the selector of RTP: {}", e.getMessage());
        }
        releaseLeft();
        recorder.end();
    }
}
