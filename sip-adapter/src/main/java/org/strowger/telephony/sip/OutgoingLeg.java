package org.strowger.telephony.sip;

import gov.nist.javax.sip.stack.SIPDialog;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.LegRinging;

/// A leg that we dialled: the client side of an INVITE (RFC 3261 section 13.2).
final class OutgoingLeg extends SipLeg {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingLeg.class);
    private static final int MAX_FORWARDS = 70;

    private final String tag;
    private @Nullable ClientTransaction invite;
    private @Nullable Future<?> ringTimer;
    private boolean provisional;
    private boolean ringing;
    private boolean cancelWanted;

    /// @param phone the phone of ours that is dialled, if it is one
    OutgoingLeg(SipNetwork network, LegId id, Optional<Endpoint> phone) {
        super(network, id, phone);
        this.tag = network.unguessable();
    }

    @Override
    String tag() {
        return tag;
    }

    void dial(SipURI target, Dial how) {
        Optional<SdpLocal> ours = openMedia();
        if (ours.isEmpty()) {
            over(HangupCause.CONGESTION);
            return;
        }
        try {
            Request request = invitation(target, how, ours.get());
            ClientTransaction transaction =
                    network.stack().provider().getNewClientTransaction(request);
            transaction.setApplicationData(this);
            invite = transaction;
            belongsTo(transaction.getDialog());
            ringTimer = network.later(how.ringTime(), () -> hangUp(HangupCause.NO_ANSWER));
            transaction.sendRequest();
        } catch (SipException | InvalidArgumentException | ParseException e) {
            network.count("strowger.sip.failures", "where", "invite");
            LOG.debug("{}: cannot call: {}", id(), StackLog.discreet(e));
            abandonDialog();
            over(HangupCause.UNREACHABLE);
        }
    }

    private Request invitation(SipURI target, Dial how, SdpLocal ours)
            throws ParseException, InvalidArgumentException {
        SipStack stack = network.stack();
        Party from = how.from();
        String transport = transport(target);
        SipURI us = stack.addresses().createSipURI(userOf(from), stack.host());
        Request request =
                stack.messages()
                        .createRequest(
                                target,
                                Request.INVITE,
                                stack.provider().getNewCallId(),
                                stack.headers().createCSeqHeader(1L, Request.INVITE),
                                stack.headers()
                                        .createFromHeader(stack.address(from.name(), us), tag),
                                stack.headers().createToHeader(stack.address("", target), null),
                                List.of(stack.via(transport)),
                                stack.headers().createMaxForwardsHeader(MAX_FORWARDS));
        request.addHeader(stack.contact(transport));
        stack.allow(request);
        if (how.autoAnswer()) {
            askToAnswerAlone(request);
        }
        stack.body(request, Sdp.offer(ours));
        return request;
    }

    /// Each make of phone knows one of these: Answer-Mode is RFC 5373, the others are older than it
    /// and more common. The addresses in them mean nothing.
    private void askToAnswerAlone(Request request) throws ParseException {
        HeaderFactory headers = network.stack().headers();
        String us = "<sip:" + network.stack().host() + ">";
        request.addHeader(headers.createHeader("Answer-Mode", "Auto"));
        request.addHeader(headers.createHeader("Call-Info", us + ";answer-after=0"));
        request.addHeader(
                headers.createHeader(
                        "Alert-Info", "<http://127.0.0.1>;info=alert-autoanswer;delay=0"));
    }

    private static String transport(SipURI target) {
        return SipStack.TCP.equalsIgnoreCase(target.getTransportParam())
                ? SipStack.TCP
                : SipStack.UDP;
    }

    /// A caller's number is only put into a header when it is one; all else is anonymous.
    private static String userOf(Party from) {
        return from.number().matches("[A-Za-z0-9+*#._-]{1,64}") ? from.number() : "anonymous";
    }

    /// A response to the INVITE, of this dialog or of another that a proxy forked it into.
    void responded(Response response, Dialog itsDialog) {
        int status = response.getStatusCode();
        if (status < 200) {
            provisional(status);
        } else if (status < 300) {
            accepted(response, itsDialog);
        } else {
            over(Causes.of(status));
        }
    }

    private void provisional(int status) {
        provisional = true;
        if (cancelWanted) {
            cancelWanted = false;
            sendCancel();
        } else if (phase() == Phase.SETTING_UP && !ringing && status != Response.TRYING) {
            ringing = true;
            network.tell(new LegRinging(network.now(), id()));
        }
    }

    private void accepted(Response response, Dialog itsDialog) {
        boolean first = phase() == Phase.SETTING_UP;
        sendAck(response, itsDialog);
        if (!first && !itsDialog.equals(dialog())) {
            endFork(itsDialog);
            return;
        }
        switch (phase()) {
            case SETTING_UP -> takeAnswer(response, itsDialog);
            case UP -> {}
            // It answered in the moment in which we gave up: RFC 3261 section 9.1 has it end so.
            case OVER -> bye();
        }
    }

    private void takeAnswer(Response response, Dialog itsDialog) {
        belongsTo(itsDialog);
        stopRingTimer();
        if (Sdp.parse(SipStack.body(response)) instanceof SdpResult.Usable(var answer)) {
            connect(answer);
            up();
        } else {
            bye();
            over(HangupCause.NO_COMMON_CODEC);
        }
    }

    /// A second phone behind a forking proxy answered too; one is enough.
    private void endFork(Dialog fork) {
        try {
            Request bye = fork.createRequest(Request.BYE);
            fork.sendRequest(network.stack().provider().getNewClientTransaction(bye));
        } catch (SipException e) {
            fork.delete();
        }
    }

    /// The same for each repetition of the answer (RFC 3261 section 13.2.2.4). One that comes when
    /// the call is over is not acknowledged: the stack may have forgotten all of it, and the far
    /// end has heard or said BYE.
    private void sendAck(Response response, Dialog itsDialog) {
        CSeqHeader cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        try {
            if (DialogState.TERMINATED.equals(itsDialog.getState())) {
                LOG.debug("{}: answered when it was over", id());
            } else if (itsDialog instanceof SIPDialog known && known.isLastAckPresent()) {
                known.resendAck();
            } else {
                itsDialog.sendAck(itsDialog.createAck(cseq.getSeqNumber()));
            }
        } catch (SipException | InvalidArgumentException e) {
            network.count("strowger.sip.failures", "where", "ack");
            LOG.debug("{}: no ACK could be sent: {}", id(), StackLog.discreet(e));
        }
    }

    /// Nothing answered the INVITE at all (RFC 3261 section 17.1.1.2, timer B).
    void timedOut() {
        over(HangupCause.UNREACHABLE);
    }

    @Override
    void hangUp(HangupCause cause) {
        switch (phase()) {
            case SETTING_UP -> cancel();
            case UP -> sendBye(cause);
            case OVER -> {}
        }
        over(cause);
    }

    /// A leg whose phone still rings is given up by CANCEL; BYE is for one that is up.
    @Override
    void lost() {
        hangUp(HangupCause.NETWORK_FAILURE);
    }

    /// CANCEL must wait until the far end has shown that it has the INVITE (RFC 3261 section 9.1).
    private void cancel() {
        if (provisional) {
            sendCancel();
        } else {
            cancelWanted = true;
        }
    }

    private void sendCancel() {
        ClientTransaction toCancel = invite;
        if (toCancel == null) {
            return;
        }
        try {
            Request cancel = toCancel.createCancel();
            network.stack().provider().getNewClientTransaction(cancel).sendRequest();
        } catch (SipException e) {
            if (!hasFinalResponse(toCancel)) {
                network.count("strowger.sip.failures", "where", "cancel");
                LOG.debug("{}: no CANCEL could be sent: {}", id(), StackLog.discreet(e));
            }
        }
    }

    /// Whether the far end's last word is on its way through this stack: then there is nothing to
    /// cancel any more (RFC 3261 section 9.1), and it is handled when it comes.
    private static boolean hasFinalResponse(ClientTransaction transaction) {
        TransactionState state = transaction.getState();
        return TransactionState.COMPLETED.equals(state)
                || TransactionState.TERMINATED.equals(state);
    }

    private void stopRingTimer() {
        if (ringTimer != null) {
            ringTimer.cancel(false);
        }
    }

    private void abandonDialog() {
        Optional.ofNullable(dialog()).ifPresent(Dialog::delete);
    }

    @Override
    void tellOver(HangupCause cause, boolean wasUp) {
        stopRingTimer();
        network.tell(
                wasUp
                        ? new LegEnded(network.now(), id(), cause)
                        : new LegFailed(network.now(), id(), cause));
    }
}
