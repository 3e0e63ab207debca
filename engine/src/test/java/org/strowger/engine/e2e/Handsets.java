package org.strowger.engine.e2e;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyListener;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipTelephony;

/// Telephones of everybody who has to do with a centre: agents', which register there, callers',
/// and those that are reached by its trunk.
///
/// All are played by one more SIP network of ours, over real SIP and RTP: that other makers'
/// telephones are understood is for [org.strowger.telephony.peers.Baresip] and SIPp to show, and
/// six of those would need the machine for themselves. Everybody says a tone of their own, so that
/// what one hears shows whom they hear.
final class Handsets implements TelephonyListener, RecordingStore, AutoCloseable {
    private static final int RATE = 8_000;

    /// What an ear keeps at most.
    private static final int LONGEST = 180 * RATE;

    private static final int LEGS = 40;

    private final int port;
    private final SortedMap<String, Handset> byName = new TreeMap<>();
    private final SortedMap<String, Handset> byNumber = new TreeMap<>();
    private final Map<RecordingId, Ear> ears = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private @Nullable SipTelephony network;

    /// @param port of SIP, as the centre's trunk has it
    Handsets(int port) {
        this.port = port;
    }

    /// A telephone; to be made before the network is started.
    ///
    /// @param name how the test calls it
    /// @param number by which it is called and calls: the name of an agent's phone
    Handset handset(String name, String number, Tone tone) {
        Handset handset = new Handset(name, number, tone, this);
        byName.put(name, handset);
        byNumber.put(number, handset);
        return handset;
    }

    /// Connects the telephones.
    ///
    /// @param registrar where some register: the centre
    /// @param registering those that do, whose passwords are their names with `-secret` behind
    void start(String registrar, String... registering) throws IOException {
        int media = Ports.freeRun(2 * LEGS);
        List<SipSettings.Registration> registrations =
                Arrays.stream(registering)
                        .map(
                                phone ->
                                        new SipSettings.Registration(
                                                registrar,
                                                phone,
                                                new SipSettings.Secret(phone + "-secret"),
                                                Duration.ofHours(1)))
                        .toList();
        SipSettings settings =
                new SipSettings(
                        InetAddress.getLoopbackAddress(),
                        port,
                        media,
                        media + 2 * LEGS - 1,
                        "handsets",
                        Map.of(),
                        Optional.empty(),
                        registrations,
                        LEGS);
        network =
                SipTelephony.bind(
                        settings, this, this, InstantSource.system(), new SimpleMeterRegistry());
        network.start();
    }

    String number() {
        return Integer.toString(numbers.incrementAndGet());
    }

    void send(Function<CommandId, TelephonyCommand> command) {
        if (network == null) {
            throw new IllegalStateException("not started");
        }
        network.send(command.apply(new CommandId(number())));
    }

    @Override
    public void on(TelephonyEvent event) {
        switch (event) {
            case CallArrived call -> arrived(call);
            case TelephonyEvent.OfLeg of ->
                    byName.values().stream()
                            .filter(handset -> handset.has(of.leg()))
                            .forEach(handset -> handset.on(of));
            default -> {}
        }
    }

    private void arrived(CallArrived call) {
        Handset called = byNumber.get(call.dialled());
        if (called == null) {
            send(id -> new Hangup(id, call.leg(), HangupCause.UNKNOWN_NUMBER));
        } else {
            called.on(call);
        }
    }

    /// Everybody hangs up.
    void hangUpAll() {
        byName.values().forEach(Handset::hangUp);
        byName.values().forEach(Handset::awaitIdle);
    }

    // What is heard.

    /// Keeps from now on what a leg hears.
    void listen(LegId leg) {
        RecordingId id = new RecordingId(leg.value());
        send(
                command ->
                        new TelephonyCommand.Record(
                                command, leg, id, Duration.ofHours(1), Optional.empty()));
    }

    /// What a leg has heard.
    Recording heard(LegId leg) {
        Ear ear = ears.get(new RecordingId(leg.value()));
        return Recording.of(ear == null ? new short[0] : ear.heard());
    }

    @Override
    public Take begin(RecordingId recording) {
        Ear ear = new Ear();
        ears.put(recording, ear);
        return ear;
    }

    /// Waits until everybody named hears these tones and no other.
    ///
    /// @param expected `caller: ann carla`, by the names of handsets and the words of tones
    void expectHeard(String... expected) {
        NavigableMap<String, SortedSet<String>> wanted = new TreeMap<>();
        for (String line : expected) {
            int colon = line.indexOf(':');
            NavigableSet<String> tones = new TreeSet<>();
            Arrays.stream(line.substring(colon + 1).split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .forEach(tones::add);
            wanted.put(line.substring(0, colon), tones);
        }
        Front.await("they hear " + wanted, () -> heardBy(wanted.navigableKeySet()), wanted::equals);
    }

    private SortedMap<String, SortedSet<String>> heardBy(Iterable<String> names) {
        SortedMap<String, SortedSet<String>> heard = new TreeMap<>();
        names.forEach(name -> heard.put(name, named(name).tones()));
        return heard;
    }

    private Handset named(String name) {
        Handset handset = byName.get(name);
        if (handset == null) {
            throw new IllegalArgumentException("no handset " + name);
        }
        return handset;
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
    }

    /// What one leg hears, as it grows.
    private static final class Ear implements Take {
        private short[] heard = new short[10 * RATE];
        private int length;

        @Override
        public synchronized void write(ByteBuffer samples) {
            ByteBuffer both = samples.order(ByteOrder.LITTLE_ENDIAN);
            while (both.remaining() >= 2 * Short.BYTES && length < LONGEST) {
                if (length == heard.length) {
                    heard = Arrays.copyOf(heard, 2 * length);
                }
                heard[length++] = both.getShort(); // what the far end says
                both.getShort();
            }
        }

        synchronized short[] heard() {
            return Arrays.copyOf(heard, length);
        }

        @Override
        public void close() {}
    }
}
