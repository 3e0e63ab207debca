package org.strowger.telephony.sip;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.ListLegs;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.SendDigits;
import org.strowger.telephony.TelephonyCommand.StartMusic;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyCommand.StopPlaying;
import org.strowger.telephony.TelephonyCommand.Unbridge;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.CommandFailed.Reason;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.LegsListed;
import org.strowger.telephony.TelephonyListener;
import org.strowger.telephony.media.MediaLoop;
import org.strowger.telephony.media.MediaSettings;
import org.strowger.telephony.media.MediaStream;

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
    private final Registrar registrar;
    private final BindingsFile bindings;
    private final List<RegistrationClient> registrations;
    private final ScheduledThreadPoolExecutor owner;
    private final int maxLegs;
    private boolean closing;

    private SipTelephony(
            SipSettings settings,
            TelephonyListener listener,
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
        this.registrar = new Registrar(network, settings.realm(), settings.phones(), bindings);
        this.registrations =
                settings.registrations().stream()
                        .map(r -> new RegistrationClient(network, r))
                        .toList();
        this.maxLegs = settings.maxLegs();
    }

    /// Binds the SIP port and makes everything ready; nothing is heard before [#start].
    ///
    /// @param listener hears every event, on the network's own thread
    /// @throws java.net.BindException when the SIP port is taken
    /// @throws IOException when the network cannot start for another reason
    public static SipTelephony bind(
            SipSettings settings,
            TelephonyListener listener,
            InstantSource clock,
            MeterRegistry meters)
            throws IOException {
        return new SipTelephony(settings, listener, clock, meters);
    }

    /// Begins to take calls and registrations. Phones known from before are told first.
    public void start() throws IOException {
        network.run(registrar::restore);
        stack.start(new SipInbox(network, new FrontDesk()));
        registrations.forEach(r -> network.run(r::register));
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
            case Unbridge c -> withMedia(c, c.leg(), (_, stream) -> stream.unbridge());
            case Bridge c ->
                    withMedia(
                            c,
                            c.leg(),
                            (_, one) -> withMedia(c, c.other(), (_, two) -> one.bridge(two)));
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

    private void fail(TelephonyCommand command, LegId leg, Reason reason) {
        network.tell(new CommandFailed(network.now(), leg, command.id(), reason));
    }

    private void dial(Dial c) {
        if (closing || network.legs().size() >= maxLegs) {
            network.count("strowger.sip.refused", "reason", closing ? "closing" : "legs");
            network.tell(new LegFailed(network.now(), c.leg(), HangupCause.CONGESTION));
            return;
        }
        Optional<SipURI> target = target(c.to());
        if (target.isEmpty()) {
            network.tell(new LegFailed(network.now(), c.leg(), HangupCause.UNREACHABLE));
            return;
        }
        OutgoingLeg leg = new OutgoingLeg(network, c.leg());
        network.add(leg);
        leg.dial(target.get(), c.from(), c.ringTime());
    }

    private Optional<SipURI> target(Destination to) {
        return switch (to) {
            case Destination.Phone(var endpoint) -> registrar.contact(endpoint);
            case Destination.Address(var uri) -> uri(uri);
        };
    }

    private Optional<SipURI> uri(String text) {
        try {
            return stack.addresses().createURI(text) instanceof SipURI uri
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (ParseException e) {
            LOG.warn("'{}' is not a SIP address", text);
            return Optional.empty();
        }
    }

    /// Takes what belongs to no leg yet.
    private final class FrontDesk implements SipInbox.Reception {

        @Override
        public void inviteArrived(ServerTransaction transaction) {
            Request invite = transaction.getRequest();
            int refusal = refusal(invite);
            if (refusal != 0) {
                respond(transaction, refusal);
                return;
            }
            byte[] body = SipStack.body(invite);
            if (body.length == 0) {
                arrived(transaction, Optional.empty());
                return;
            }
            switch (Sdp.parse(body)) {
                case SdpResult.Usable(var offer) -> arrived(transaction, Optional.of(offer));
                case SdpResult.Refused(var why, _) -> respond(transaction, SipLeg.statusOf(why));
            }
        }

        /// Why an INVITE is refused at the door; 0 when it is not.
        private int refusal(Request invite) {
            if (closing) {
                return Response.SERVICE_UNAVAILABLE;
            }
            if (((ToHeader) invite.getHeader(ToHeader.NAME)).getTag() != null) {
                // Of a call that is over, or of a process before this one (RFC 3261 section
                // 12.2.2).
                return Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
            }
            if (invite.getHeader(RequireHeader.NAME) != null) {
                return Response.BAD_EXTENSION;
            }
            if (!(invite.getRequestURI() instanceof SipURI)) {
                return Response.UNSUPPORTED_URI_SCHEME;
            }
            if (invite.getRawContent() != null && !isSdp(invite)) {
                return Response.UNSUPPORTED_MEDIA_TYPE;
            }
            if (network.legs().size() >= maxLegs) {
                network.count("strowger.sip.refused", "reason", "legs");
                return Response.SERVICE_UNAVAILABLE;
            }
            return 0;
        }

        private static boolean isSdp(Request invite) {
            ContentTypeHeader type = (ContentTypeHeader) invite.getHeader(ContentTypeHeader.NAME);
            return type != null
                    && type.getContentType().equalsIgnoreCase("application")
                    && type.getContentSubType().equalsIgnoreCase("sdp");
        }

        private void arrived(ServerTransaction transaction, Optional<SdpMedia> offer) {
            Request invite = transaction.getRequest();
            LegId id = new LegId("sip-" + network.unguessable());
            IncomingLeg leg = new IncomingLeg(network, id, transaction, offer);
            network.add(leg);
            String dialled = ((SipURI) invite.getRequestURI()).getUser();
            network.tell(
                    new CallArrived(
                            network.now(), id, caller(invite), dialled == null ? "" : dialled));
        }

        private static Party caller(Request invite) {
            FromHeader from = (FromHeader) invite.getHeader(FromHeader.NAME);
            String name = from.getAddress().getDisplayName();
            String number = from.getAddress().getURI() instanceof SipURI uri ? uri.getUser() : null;
            return new Party(number == null ? "" : number, name == null ? "" : name);
        }

        @Override
        public void registerArrived(ServerTransaction transaction) {
            registrar.registerArrived(transaction);
        }

        @Override
        public void optionsArrived(ServerTransaction transaction) {
            respond(transaction, Response.OK);
        }

        @Override
        public void responded(ClientTransaction transaction, Response response) {
            if (transaction.getApplicationData() instanceof RegistrationClient client) {
                client.responded(response);
            }
        }

        @Override
        public void timedOut(ClientTransaction transaction) {
            if (transaction.getApplicationData() instanceof RegistrationClient client) {
                client.timedOut();
            }
        }

        private void respond(ServerTransaction transaction, int status) {
            Request request = transaction.getRequest();
            try {
                Response response = stack.response(status, request, network.unguessable());
                explain(response, request);
                transaction.sendResponse(response);
            } catch (SipException | ParseException | InvalidArgumentException e) {
                network.count("strowger.sip.failures", "where", "response");
                LOG.debug("no {} could be sent", status, e);
            }
        }

        /// Adds the header with which RFC 3261 section 21 wants some statuses explained.
        private void explain(Response response, Request request)
                throws ParseException, InvalidArgumentException {
            switch (response.getStatusCode()) {
                case Response.OK -> {
                    stack.allow(response);
                    accept(response);
                }
                case Response.UNSUPPORTED_MEDIA_TYPE -> accept(response);
                case Response.BAD_EXTENSION -> unsupported(response, request);
                case Response.SERVICE_UNAVAILABLE -> stack.retryAfter(response, 5);
                default -> {}
            }
        }

        private void accept(Response response) throws ParseException {
            response.addHeader(stack.headers().createAcceptHeader("application", "sdp"));
        }

        private void unsupported(Response response, Request request) throws ParseException {
            var required = request.getHeaders(RequireHeader.NAME);
            while (required.hasNext()) {
                String option = ((RequireHeader) required.next()).getOptionTag();
                response.addHeader(
                        stack.headers().createUnsupportedHeader(option.toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Override
    public void close() {
        CountDownLatch farewell = new CountDownLatch(1);
        network.run(
                () -> {
                    closing = true;
                    boolean anybody = !network.legs().isEmpty() || !registrations.isEmpty();
                    registrations.forEach(RegistrationClient::unregister);
                    List.copyOf(network.legs().values())
                            .forEach(leg -> leg.hangUp(HangupCause.SHUTDOWN));
                    Future<?> _ =
                            network.later(anybody ? FAREWELL : Duration.ZERO, farewell::countDown);
                });
        await(farewell);
        owner.shutdownNow();
        stack.close();
        media.close();
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
