package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.LegsListed;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.sip.SipSettings.Secret;

/// A SIP network on free ports of the loopback address, driven command by command.
final class TestSwitch implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(10);

    final int port = Ports.free();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<TelephonyEvent> events = new LinkedBlockingQueue<>();
    private final SipTelephony telephony;
    private int commands;

    TestSwitch(Map<String, Secret> phones) throws IOException {
        this(phones, Optional.empty());
    }

    TestSwitch(Map<String, Secret> phones, Optional<Path> bindings) throws IOException {
        int media = Ports.freeRun(40);
        SipSettings settings =
                new SipSettings(
                        InetAddress.getLoopbackAddress(),
                        port,
                        media,
                        media + 39,
                        "strowger",
                        phones,
                        bindings,
                        List.of(),
                        50);
        telephony = SipTelephony.bind(settings, events::add, InstantSource.system(), meters);
        telephony.start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String uri(String user) {
        return "sip:" + user + "@" + address();
    }

    CommandId id() {
        commands++;
        return new CommandId(Integer.toString(commands));
    }

    void send(TelephonyCommand command) {
        telephony.send(command);
    }

    LegId dial(String uri) {
        return dial(new Destination.Address(uri));
    }

    /// Dials a registered phone.
    LegId ring(String user) {
        return dial(new Destination.Phone(new Endpoint(user)));
    }

    private LegId dial(Destination to) {
        LegId leg = new LegId("out-" + commands);
        send(new TelephonyCommand.Dial(id(), leg, to, new Party("4711", "Test"), SOON));
        return leg;
    }

    /// The threads that a switch on a port runs on, by name.
    static List<String> threadsOf(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.contains("strowger") || name.contains(":" + port))
                .sorted()
                .toList();
    }

    void hangUp(LegId leg) {
        send(new TelephonyCommand.Hangup(id(), leg, HangupCause.NORMAL));
    }

    /// The next event of a kind; others before it are passed over.
    <E extends TelephonyEvent> E await(Class<E> kind) throws InterruptedException {
        while (true) {
            TelephonyEvent event = events.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                return fail("no " + kind.getSimpleName() + " within " + SOON);
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /// Nothing is left of any call: no leg, no port.
    void assertNothingLeft() throws InterruptedException {
        send(new TelephonyCommand.ListLegs(id()));
        assertEquals(List.of(), await(LegsListed.class).legs());
        assertEquals(0, telephony.legs());
        Instant latest = Instant.now().plus(SOON);
        while (telephony.openPorts() > 0 && Instant.now().isBefore(latest)) {
            Thread.onSpinWait();
        }
        assertEquals(0, telephony.openPorts());
    }

    @Override
    public void close() {
        telephony.close();
    }
}
