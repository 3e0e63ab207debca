package org.strowger.telephony.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ServerTransaction;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;

/// A leg that called us: the server side of an INVITE (RFC 3261 section 13.3).
final class IncomingLeg extends SipLeg {
    /// 64*T1, the time in which a 200 must be acknowledged (RFC 3261 section 13.3.1.4).
    private static final Duration LONGEST_WAIT_FOR_ACK = Duration.ofSeconds(32);

    private final ServerTransaction invite;
    private final Optional<SdpMedia> offer;
    private final String tag;
    private final String invitation;
    private boolean accepted;
    private @Nullable Future<?> ackTimer;

    /// @param phone the phone of ours that has proved that it is its call
    /// @param offer what the far end offers; empty when it wants to be offered something
    IncomingLeg(
            SipNetwork network,
            LegId id,
            Optional<Endpoint> phone,
            ServerTransaction invite,
            Optional<SdpMedia> offer) {
        super(network, id, phone);
        this.invite = invite;
        this.offer = offer;
        this.tag = network.unguessable();
        this.invitation = invitation(invite.getRequest());
        belongsTo(invite.getDialog());
    }

    @Override
    String tag() {
        return tag;
    }

    /// What tells this INVITE from every other; its CANCEL has the same (RFC 3261 section 9.1).
    String invitation() {
        return invitation;
    }

    static String invitation(Request inviteOrCancel) {
        CallIdHeader call = (CallIdHeader) inviteOrCancel.getHeader(CallIdHeader.NAME);
        FromHeader from = (FromHeader) inviteOrCancel.getHeader(FromHeader.NAME);
        CSeqHeader cseq = (CSeqHeader) inviteOrCancel.getHeader(CSeqHeader.NAME);
        return call.getCallId() + ' ' + from.getTag() + ' ' + cseq.getSeqNumber();
    }

    boolean isAccepted() {
        return accepted;
    }

    /// Sends 200 and waits for the ACK, with which the leg is up.
    void answer() {
        openMedia().ifPresentOrElse(this::answer, () -> hangUp(HangupCause.CONGESTION));
    }

    private void answer(SdpLocal ours) {
        accepted = true;
        // JAIN-SIP stops repeating the 200 after this time, and may not say so.
        ackTimer = network.later(LONGEST_WAIT_FOR_ACK, this::lost);
        offer.ifPresent(this::connect);
        respondWithSession(
                invite, offer.map(o -> Sdp.answer(ours, o)).orElseGet(() -> Sdp.offer(ours)));
    }

    void acknowledged(Request ack) {
        if (!accepted) {
            return;
        }
        stopAckTimer();
        switch (phase()) {
            case SETTING_UP -> acknowledged(SipStack.body(ack));
            case UP -> {}
            case OVER -> bye();
        }
    }

    private void stopAckTimer() {
        if (ackTimer != null) {
            ackTimer.cancel(false);
        }
    }

    private void acknowledged(byte[] answer) {
        if (offer.isEmpty() && !takeAnswer(answer)) {
            bye();
            over(HangupCause.NO_COMMON_CODEC);
            return;
        }
        up();
    }

    private boolean takeAnswer(byte[] answer) {
        if (Sdp.parse(answer) instanceof SdpResult.Usable(var media)) {
            connect(media);
            return true;
        }
        return false;
    }

    /// The far end gave up before we answered; too late once we have (RFC 3261 section 9.2).
    void cancelled() {
        if (!accepted && phase() == Phase.SETTING_UP) {
            respond(invite, Response.REQUEST_TERMINATED);
            over(HangupCause.CANCELLED);
        }
    }

    /// A 200 that is not yet acknowledged cannot be taken back, so BYE waits for the ACK (RFC 3261
    /// section 15).
    @Override
    void hangUp(HangupCause cause) {
        switch (phase()) {
            case SETTING_UP -> {
                if (!accepted) {
                    respond(invite, Causes.status(cause));
                }
            }
            case UP -> sendBye(cause);
            case OVER -> {}
        }
        over(cause);
    }

    @Override
    void tellOver(HangupCause cause, boolean wasUp) {
        stopAckTimer();
        super.tellOver(cause, wasUp);
    }
}
