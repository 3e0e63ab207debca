package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.telephony.Destination;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Operator;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyListener;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.sip.SipSettings.Secret;

/// A SIP network on free ports of the loopback address, worked by hand.
final class TestSwitch extends Operator implements AutoCloseable {
    final int port = Ports.free();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SipTelephony telephony;

    TestSwitch(Map<String, Secret> phones) throws IOException {
        this(phones, Optional.empty());
    }

    TestSwitch(Map<String, Secret> phones, Optional<Path> bindings) throws IOException {
        this(phones, bindings, Optional.empty(), RecordingStore.NONE);
    }

    /// @param listener who hears what happens instead of this
    TestSwitch(
            Map<String, Secret> phones,
            Optional<Path> bindings,
            Optional<TelephonyListener> listener,
            RecordingStore recordings)
            throws IOException {
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
        telephony =
                SipTelephony.bind(
                        settings,
                        listener.orElse(this),
                        recordings,
                        InstantSource.system(),
                        meters);
        sitsAt(telephony);
        telephony.start();
    }

    Telephony telephony() {
        return telephony;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String uri(String user) {
        return "sip:" + user + "@" + address();
    }

    LegId dial(String uri) {
        return dial(new Destination.Address(uri), SOON, false);
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

    /// Nothing is left of any call: no leg, no port.
    void assertNothingLeft() throws InterruptedException {
        assertEquals(List.of(), legs());
        assertPortsFree();
    }

    void assertPortsFree() {
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
