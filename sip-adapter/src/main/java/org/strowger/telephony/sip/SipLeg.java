package org.strowger.telephony.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegHeld;
import org.strowger.telephony.TelephonyEvent.LegResumed;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;
import org.strowger.telephony.media.Direction;
import org.strowger.telephony.media.MediaListener;
import org.strowger.telephony.media.MediaStream;

/// One telephone's connection: what both directions of dialling have in common once they are up.
///
/// Owned by the network's one thread. A leg is over exactly once; what comes later is answered as
/// SIP wants it and told to nobody.
abstract sealed class SipLeg implements MediaListener permits IncomingLeg, OutgoingLeg {
    private static final Logger LOG = LoggerFactory.getLogger(SipLeg.class);
    private static final int MOST_EARLY_KEYS = 30;

    enum Phase {
        /// Not yet answered, or answered and the answer not yet acknowledged.
        SETTING_UP,
        UP,
        OVER
    }

    protected final SipNetwork network;
    private final LegId id;
    private final Optional<Endpoint> phone;
    private final KeyPresses keys = new KeyPresses();
    private final StringBuilder earlyKeys = new StringBuilder();
    private Phase phase = Phase.SETTING_UP;
    private @Nullable MediaStream media;
    private @Nullable SdpLocal local;
    private @Nullable SdpMedia remote;
    private @Nullable Dialog dialog;
    private @Nullable Referral referral;

    /// The one whose outcome the far end was told last.
    private @Nullable Referral toldOf;

    /// @param phone the phone of ours at the far end, when that is certain
    SipLeg(SipNetwork network, LegId id, Optional<Endpoint> phone) {
        this.network = network;
        this.id = id;
        this.phone = phone;
    }

    final LegId id() {
        return id;
    }

    final Phase phase() {
        return phase;
    }

    final void belongsTo(Dialog itsDialog) {
        dialog = itsDialog;
        itsDialog.setApplicationData(this);
    }

    final @Nullable Dialog dialog() {
        return dialog;
    }

    /// Whether this is the leg's dialog (RFC 3261 section 12).
    final boolean isIn(String callId, String ourTag, String theirTag) {
        return dialog != null
                && callId.equals(dialog.getCallId().getCallId())
                && ourTag.equals(dialog.getLocalTag())
                && theirTag.equals(dialog.getRemoteTag());
    }

    /// Binds a port for audio; empty when none is free.
    final Optional<SdpLocal> openMedia() {
        media = network.openMedia(this).orElse(null);
        if (media != null) {
            local =
                    new SdpLocal(
                            network.randomPositive(), 1, network.stack().address(), media.port());
        }
        return Optional.ofNullable(local);
    }

    final @Nullable MediaStream media() {
        return media;
    }

    /// Ends the leg towards its far end, as far as it has come, and is over.
    abstract void hangUp(HangupCause cause);

    /// The dialog ran out of time, as when a 200 is never acknowledged: it is ended by BYE (RFC
    /// 3261 section 13.3.1.4).
    void lost() {
        sendBye(HangupCause.NETWORK_FAILURE);
        over(HangupCause.NETWORK_FAILURE);
    }

    final void up() {
        phase = Phase.UP;
        network.tell(new LegAnswered(network.now(), id));
        earlyKeys.chars().forEach(key -> pressed((char) key));
    }

    /// Frees what the leg holds and tells, once, that it is over.
    final void over(HangupCause cause) {
        if (phase == Phase.OVER) {
            return;
        }
        boolean wasUp = phase == Phase.UP;
        phase = Phase.OVER;
        if (media != null) {
            media.close();
        }
        if (referral != null) {
            referral.abandon();
        }
        network.remove(this);
        tellOver(cause, wasUp);
    }

    /// Tells that the leg is over.
    void tellOver(HangupCause cause, boolean wasUp) {
        network.tell(new LegEnded(network.now(), id, cause));
    }

    final void play(CommandId playback, List<Sound> sounds) {
        if (media != null) {
            media.play(playback, sounds);
        }
    }

    // What the media thread hears is handed to the owning thread.

    @Override
    public final void digit(char digit) {
        network.run(() -> keys.byTelephoneEvent(digit, network.now()).ifPresent(this::pressed));
    }

    @Override
    public final void playbackEnded(Object token, boolean complete) {
        network.run(
                () -> {
                    if (phase != Phase.OVER) {
                        network.tell(
                                new PlaybackEnded(network.now(), id, (CommandId) token, complete));
                    }
                });
    }

    /// Told after the leg is over, too: what was recorded has to be stored first.
    @Override
    public final void recordingEnded(RecordingId recording, Duration length, boolean spoken) {
        network.run(
                () ->
                        network.tell(
                                new RecordingEnded(network.now(), id, recording, length, spoken)));
    }

    /// A quick caller's key can overtake the ACK: it is told once the leg is up.
    private void pressed(char digit) {
        switch (phase) {
            case SETTING_UP -> {
                if (earlyKeys.length() < MOST_EARLY_KEYS) {
                    earlyKeys.append(digit);
                }
            }
            case UP -> network.tell(new DigitPressed(network.now(), id, digit));
            case OVER -> {}
        }
    }

    // Requests within the dialog.

    final void byeArrived(ServerTransaction transaction) {
        respond(transaction, Response.OK);
        over(HangupCause.NORMAL);
    }

    final void infoArrived(ServerTransaction transaction) {
        Request info = transaction.getRequest();
        ContentTypeHeader type = (ContentTypeHeader) info.getHeader(ContentTypeHeader.NAME);
        if (type != null && !InfoDigit.isDigit(type)) {
            respond(transaction, Response.UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        respond(transaction, Response.OK);
        InfoDigit.in(new String(SipStack.body(info), StandardCharsets.US_ASCII))
                .flatMap(digit -> keys.byInfo(digit, network.now()))
                .ifPresent(this::pressed);
    }

    /// A new offer within the call (RFC 3261 section 14.2): hold, resume, another address.
    final void reinviteArrived(ServerTransaction transaction) {
        if (phase != Phase.UP || local == null || remote == null) {
            respond(transaction, Response.REQUEST_PENDING);
            return;
        }
        byte[] body = SipStack.body(transaction.getRequest());
        if (body.length == 0) {
            local = local.next();
            respondWithSession(transaction, Sdp.offerAgain(local, remote, Direction.SEND_RECEIVE));
            return;
        }
        switch (Sdp.parse(body)) {
            case SdpResult.Refused(var why, _) -> respond(transaction, statusOf(why));
            case SdpResult.Usable(var offer) -> {
                local = local.next();
                respondWithSession(transaction, Sdp.answer(local, offer));
                connect(offer);
            }
        }
    }

    /// Takes the far end's session description into use.
    final void connect(SdpMedia theirs) {
        boolean wasHeld = remote != null && remote.held();
        remote = theirs;
        if (media != null) {
            media.connect(
                    theirs.remote(), theirs.codec(), theirs.telephoneEvents(), theirs.direction());
        }
        if (phase == Phase.UP && theirs.held() != wasHeld) {
            network.tell(
                    theirs.held()
                            ? new LegHeld(network.now(), id)
                            : new LegResumed(network.now(), id));
        }
    }

    /// The far end wants its call taken elsewhere. Only a phone of ours may ask (RFC 3515 section
    /// 5.1), and one thing at a time.
    final void referArrived(ServerTransaction transaction) {
        if (phone.isEmpty()) {
            network.count("strowger.sip.refused", "reason", "refer");
            respond(transaction, Response.FORBIDDEN);
        } else if (phase != Phase.UP || dialog == null || referral != null) {
            respond(transaction, Response.REQUEST_PENDING);
        } else {
            switch (ReferTo.in(transaction.getRequest())) {
                case ReferTo.Unreadable _ -> respond(transaction, Response.BAD_REQUEST);
                case ReferTo.Elsewhere _ -> respond(transaction, Response.DECLINE);
                case ReferTo.User(var user, var host) ->
                        refer(
                                transaction,
                                Optional.<Target>of(new Target.Number(user))
                                        .filter(_ -> host.isEmpty() || network.isUs(host)));
                case ReferTo.Call(var call, var ours, var theirs) ->
                        refer(
                                transaction,
                                network.legIn(call, ours, theirs)
                                        .filter(leg -> leg != this && leg.phone.equals(phone))
                                        .map(leg -> new Target.OtherLeg(leg.id)));
            }
        }
    }

    private void refer(ServerTransaction transaction, Optional<Target> target) {
        Dialog here = dialog;
        if (target.isEmpty() || here == null) {
            respond(transaction, Response.DECLINE);
            return;
        }
        referral = Referral.accept(network, here, transaction, tag(), this::transferUndecided);
        network.tell(new TransferRequested(network.now(), id, target.get()));
    }

    private void transferUndecided() {
        network.count("strowger.sip.failures", "where", "refer");
        answerTransfer(false);
    }

    /// Tells the far end what became of the transfer that it asked for; `false` when it waits for
    /// none.
    final boolean answerTransfer(boolean done) {
        if (referral == null) {
            return false;
        }
        referral.end(done);
        toldOf = referral;
        referral = null;
        return true;
    }

    static int statusOf(SdpResult.Reason reason) {
        return switch (reason) {
            case MALFORMED -> Response.BAD_REQUEST;
            case NO_AUDIO, NO_COMMON_CODEC -> Response.NOT_ACCEPTABLE_HERE;
        };
    }

    /// The tag by which this side of the dialog is known.
    abstract String tag();

    final void respond(ServerTransaction transaction, int status) {
        network.respond(transaction, status, tag());
    }

    final void respondWithSession(ServerTransaction transaction, String sdp) {
        network.respond(transaction, () -> session(transaction.getRequest(), sdp));
    }

    private Response session(Request request, String sdp)
            throws ParseException, InvalidArgumentException {
        SipStack stack = network.stack();
        Response response = stack.response(Response.OK, request, tag());
        response.addHeader(stack.contact(SipStack.transport(request)));
        stack.allow(response);
        stack.body(response, sdp);
        return response;
    }

    /// Sends BYE, after what the far end is to hear before: that a transfer was not done which it
    /// has asked for and nobody has decided, too. BYE ends the call and not the subscription that
    /// its REFER made (RFC 5057). At a shutdown nobody is waited for.
    final void sendBye(HangupCause cause) {
        answerTransfer(false);
        if (toldOf == null || cause == HangupCause.SHUTDOWN) {
            bye();
        } else {
            toldOf.whenHeard(this::bye);
        }
    }

    /// Sends BYE at once. Whether and how it is answered changes nothing (RFC 3261 section 15.1.1).
    final void bye() {
        Dialog toEnd = dialog;
        if (toEnd == null || DialogState.TERMINATED.equals(toEnd.getState())) {
            return;
        }
        try {
            Request bye = toEnd.createRequest(Request.BYE);
            ClientTransaction transaction = network.stack().provider().getNewClientTransaction(bye);
            transaction.setApplicationData(id);
            toEnd.sendRequest(transaction);
        } catch (SipException e) {
            network.count("strowger.sip.failures", "where", "bye");
            LOG.debug("{}: no BYE could be sent: {}", id, StackLog.discreet(e));
            toEnd.delete();
        }
    }
}
