package org.strowger.telephony.sip;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sip.address.SipURI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.AnswerTransfer;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.JoinConference;
import org.strowger.telephony.TelephonyCommand.LeaveConference;
import org.strowger.telephony.TelephonyCommand.ListLegs;
import org.strowger.telephony.TelephonyCommand.Listen;
import org.strowger.telephony.TelephonyCommand.Mute;
import org.strowger.telephony.TelephonyCommand.PauseRecording;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.SendDigits;
import org.strowger.telephony.TelephonyCommand.StartMusic;
import org.strowger.telephony.TelephonyCommand.StopListening;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyCommand.StopPlaying;
import org.strowger.telephony.TelephonyCommand.StopRecording;
import org.strowger.telephony.TelephonyCommand.Unbridge;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.CommandFailed.Reason;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.LegsListed;
import org.strowger.telephony.TelephonyListener;
import org.strowger.telephony.media.MediaLoop;
import org.strowger.telephony.media.MediaSettings;
import org.strowger.telephony.media.MediaStream;
import org.strowger.telephony.sip.SipSettings.Secret;

/// A telephone network without a PBX: phones and trunks call this address over SIP.
///
/// Audio is G.711 over RTP, keys are RFC 4733 or INFO, bridges relay packets. One thread owns all
/// legs; no call has a thread of its own.
public final class SipTelephony implements Telephony {
    private static final Logger LOG = LoggerFactory.getLogger(SipTelephony.class);

    /// How long a shutdown waits for the far ends to hear that their calls are over.
    private static final Duration FAREWELL = Duration.ofMillis(700);

    private final SipNetwork network;
    private final SipStack stack;
    private final MediaLoop media;
    private final PhoneProof proof;
    private final Registrar registrar;
    private final BindingsFile bindings;
    private final List<RegistrationClient> registrations;
    private final ScheduledThreadPoolExecutor owner;
    private final FrontDesk frontDesk;
    private final RecordingStore recordings;

    private SipTelephony(
            SipSettings settings,
            TelephonyListener listener,
            RecordingStore recordings,
            InstantSource clock,
            MeterRegistry meters)
            throws IOException {
        this.stack = SipStack.bind(settings.address(), settings.port());
        this.media =
                MediaLoop.start(
                        new MediaSettings(
                                settings.address(),
                                settings.firstMediaPort(),
                                settings.lastMediaPort()),
                        meters);
        this.owner =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("strowger-sip-" + settings.port()).factory());
        this.owner.setRemoveOnCancelPolicy(true);
        meters.gaugeCollectionSize("strowger.sip.timers", List.of(), owner.getQueue());
        this.network = new SipNetwork(stack, media, listener, clock, meters, owner);
        this.bindings = new BindingsFile(settings.bindings());
        this.proof = new PhoneProof(network, settings.realm(), settings.phones());
        this.registrar = new Registrar(network, proof, bindings);
        this.frontDesk = new FrontDesk(network, registrar, proof, settings.maxLegs());
        this.registrations =
                settings.registrations().stream()
                        .map(r -> new RegistrationClient(network, r))
                        .toList();
        this.recordings = recordings;
    }

    /// Binds the SIP port and makes everything ready; nothing is heard before [#start].
    ///
    /// @param listener hears every event, on the network's own thread
    /// @param recordings where [TelephonyCommand.Record] puts what it records
    /// @throws java.net.BindException when the SIP port is taken
    /// @throws IOException when the network cannot start for another reason
    public static SipTelephony bind(
            SipSettings settings,
            TelephonyListener listener,
            RecordingStore recordings,
            InstantSource clock,
            MeterRegistry meters)
            throws IOException {
        return new SipTelephony(settings, listener, recordings, clock, meters);
    }

    /// Takes these for the phones that may register, and their passwords, from now on. A phone that
    /// is no longer among them, or has another password, is no longer registered; its calls go on.
    public void phones(SortedMap<String, Secret> phones) {
        Map<String, Secret> now = Map.copyOf(phones);
        network.run(() -> registrar.forget(proof.replace(now)));
    }

    /// Begins to take calls and registrations. Phones known from before are told first.
    public void start() throws IOException {
        network.run(registrar::restore);
        stack.start(new SipInbox(network, frontDesk));
        registrations.forEach(r -> network.run(r::register));
    }

    /// Has somebody told, on the network's own thread, of each leg that this side hung up when the
    /// far end has confirmed it. That is later than
    /// [org.strowger.telephony.TelephonyEvent.LegEnded], which waits for nobody, and need not come
    /// at all. In place of whoever was told before.
    public void tellFarewells(Consumer<LegId> who) {
        network.run(() -> network.tellFarewells(who));
    }

    /// How many legs there are.
    public int legs() {
        return network.legCount();
    }

    /// How many UDP ports are bound for audio.
    public int openPorts() {
        return media.openStreams();
    }

    @Override
    public void send(TelephonyCommand command) {
        network.run(() -> carryOut(command));
    }

    private void carryOut(TelephonyCommand command) {
        switch (command) {
            case Dial c -> dial(c);
            case ListLegs(var id) ->
                    network.tell(
                            new LegsListed(
                                    network.now(), id, List.copyOf(network.legs().keySet())));
            case Answer c -> answer(c);
            case Hangup c -> hangUp(c);
            case Play c -> withMedia(c, c.leg(), (leg, stream) -> leg.play(c.id(), c.sounds()));
            case StopPlaying c -> withMedia(c, c.leg(), (_, stream) -> stream.stopPlaying());
            case StartMusic c -> withMedia(c, c.leg(), (_, stream) -> stream.music(c.music()));
            case StopMusic c -> withMedia(c, c.leg(), (_, stream) -> stream.stopMusic());
            case SendDigits c ->
                    withMedia(c, c.leg(), (_, stream) -> stream.sendDigits(c.digits()));
            case Bridge c -> withBoth(c, c.leg(), c.other(), MediaStream::bridge);
            case Unbridge c -> withMedia(c, c.leg(), (_, stream) -> stream.unbridge());
            case JoinConference c ->
                    withMedia(c, c.leg(), (_, stream) -> stream.join(c.conference()));
            case LeaveConference c -> withMedia(c, c.leg(), (_, stream) -> stream.leave());
            case Listen c ->
                    withBoth(c, c.leg(), c.target(), (one, two) -> one.listen(two, c.ear()));
            case StopListening c -> withMedia(c, c.leg(), (_, stream) -> stream.stopListening());
            case Mute c -> withMedia(c, c.leg(), (_, stream) -> stream.mute(c.muted()));
            case TelephonyCommand.Record c ->
                    withMedia(c, c.leg(), (_, stream) -> record(c, stream));
            case PauseRecording c ->
                    withMedia(c, c.leg(), (_, stream) -> stream.pauseRecording(c.paused()));
            case StopRecording c -> withMedia(c, c.leg(), (_, stream) -> stream.stopRecording());
            case AnswerTransfer c -> answerTransfer(c);
        }
    }

    private void answer(Answer c) {
        switch (network.leg(c.leg())) {
            case IncomingLeg leg when !leg.isAccepted() -> leg.answer();
            case null -> fail(c, c.leg(), Reason.NO_SUCH_LEG);
            default -> fail(c, c.leg(), Reason.WRONG_STATE);
        }
    }

    private void hangUp(Hangup c) {
        SipLeg leg = network.leg(c.leg());
        if (leg == null) {
            fail(c, c.leg(), Reason.NO_SUCH_LEG);
        } else {
            leg.hangUp(c.cause());
        }
    }

    private void answerTransfer(AnswerTransfer c) {
        SipLeg leg = network.leg(c.leg());
        if (leg == null) {
            fail(c, c.leg(), Reason.NO_SUCH_LEG);
        } else if (!leg.answerTransfer(c.done())) {
            fail(c, c.leg(), Reason.WRONG_STATE);
        }
    }

    @FunctionalInterface
    private interface OnMedia {
        void apply(SipLeg leg, MediaStream stream);
    }

    private void withMedia(TelephonyCommand command, LegId id, OnMedia what) {
        SipLeg leg = network.leg(id);
        if (leg == null) {
            fail(command, id, Reason.NO_SUCH_LEG);
            return;
        }
        MediaStream stream = leg.media();
        if (leg.phase() != SipLeg.Phase.UP || stream == null) {
            fail(command, id, Reason.WRONG_STATE);
            return;
        }
        what.apply(leg, stream);
    }

    private void withBoth(
            TelephonyCommand command,
            LegId one,
            LegId other,
            BiConsumer<MediaStream, MediaStream> what) {
        if (one.equals(other)) {
            fail(command, one, Reason.WRONG_STATE);
            return;
        }
        withMedia(
                command,
                one,
                (_, first) -> withMedia(command, other, (_, second) -> what.accept(first, second)));
    }

    private void record(TelephonyCommand.Record c, MediaStream stream) {
        if (!stream.record(c.recording(), recordings, c.longest(), c.silence())) {
            fail(c, c.leg(), Reason.WRONG_STATE);
        }
    }

    private void fail(TelephonyCommand command, LegId leg, Reason reason) {
        network.tell(new CommandFailed(network.now(), leg, command.id(), reason));
    }

    private void dial(Dial c) {
        if (!frontDesk.hasRoom()) {
            network.tell(new LegFailed(network.now(), c.leg(), HangupCause.CONGESTION));
            return;
        }
        Optional<SipURI> target = target(c.to());
        if (target.isEmpty()) {
            network.tell(new LegFailed(network.now(), c.leg(), HangupCause.UNREACHABLE));
            return;
        }
        OutgoingLeg leg = new OutgoingLeg(network, c.leg(), phone(c.to()));
        network.add(leg);
        leg.dial(target.get(), c);
    }

    private static Optional<Endpoint> phone(Destination to) {
        return switch (to) {
            case Destination.Phone(var endpoint) -> Optional.of(endpoint);
            case Destination.Address _ -> Optional.empty();
        };
    }

    private Optional<SipURI> target(Destination to) {
        return switch (to) {
            case Destination.Phone(var endpoint) -> registrar.contact(endpoint);
            case Destination.Address(var uri) -> stack.uri(uri);
        };
    }

    @Override
    public void close() {
        CountDownLatch farewell = new CountDownLatch(1);
        network.run(
                () -> {
                    frontDesk.close();
                    boolean anybody = !network.legs().isEmpty() || !registrations.isEmpty();
                    registrations.forEach(RegistrationClient::unregister);
                    List.copyOf(network.legs().values())
                            .forEach(leg -> leg.hangUp(HangupCause.SHUTDOWN));
                    Future<?> _ =
                            network.later(anybody ? FAREWELL : Duration.ZERO, farewell::countDown);
                });
        await(farewell);
        // Recordings end with the media, and it is still told that they did.
        media.close();
        CountDownLatch told = new CountDownLatch(1);
        network.run(told::countDown);
        await(told);
        owner.shutdownNow();
        stack.close();
        bindings.close();
    }

    private static void await(CountDownLatch farewell) {
        try {
            if (!farewell.await(5, TimeUnit.SECONDS)) {
                LOG.warn("shut down without the farewell of every call");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
