package org.strowger.telephony.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.EventHeader;
import javax.sip.header.Header;
import javax.sip.header.SubscriptionStateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A transfer that a far end has asked for by REFER and not yet been told the outcome of (RFC
/// 3515).
///
/// Accepting it subscribes the far end to its progress: it is told `100 Trying` at once and the
/// outcome in the end, unless it asked not to be told (`Refer-Sub: false`, RFC 4488). What nobody
/// decides in half a minute is declined. A call that is hung up after that ends when the far end
/// has said that it heard the outcome, or has had two seconds to, in which it is told three times
/// (RFC 3261 section 17.1.2.2): told after its end it would not hear it. Only a shutdown waits for
/// nobody.
final class Referral {
    private static final Logger LOG = LoggerFactory.getLogger(Referral.class);
    static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration TIME_TO_HEAR = Duration.ofSeconds(2);
    private static final String REFER_SUB = "Refer-Sub";

    private final SipNetwork network;
    private final Dialog dialog;
    private final Request refer;
    private final boolean told;
    private final Future<?> timer;
    private State state = State.UNDECIDED;
    private Runnable whenHeard = () -> {};

    private enum State {
        UNDECIDED,
        TOLD,
        HEARD
    }

    private Referral(SipNetwork network, Dialog dialog, Request refer, Runnable tooLate) {
        this.network = network;
        this.dialog = dialog;
        this.refer = refer;
        this.told = !isUnsubscribed(refer);
        this.timer = network.later(LONGEST, tooLate);
    }

    /// Answers the REFER with 202 and begins to tell.
    ///
    /// @param tooLate what is done when the time for an outcome is over
    static Referral accept(
            SipNetwork network,
            Dialog dialog,
            ServerTransaction transaction,
            String tag,
            Runnable tooLate) {
        Referral referral = new Referral(network, dialog, transaction.getRequest(), tooLate);
        network.respond(transaction, () -> referral.accepted(tag));
        referral.tell("active;expires=" + LONGEST.toSeconds(), "100 Trying");
        return referral;
    }

    private static boolean isUnsubscribed(Request refer) {
        Header header = refer.getHeader(REFER_SUB);
        if (header == null) {
            return false;
        }
        String text = header.toString();
        return text.substring(text.indexOf(':') + 1).strip().regionMatches(true, 0, "false", 0, 5);
    }

    private Response accepted(String tag) throws ParseException, InvalidArgumentException {
        SipStack stack = network.stack();
        Response response = stack.response(Response.ACCEPTED, refer, tag);
        response.addHeader(stack.contact(SipStack.transport(refer)));
        if (!told) {
            response.addHeader(stack.headers().createHeader(REFER_SUB, "false"));
        }
        return response;
    }

    /// Tells the outcome, which is the last that is told.
    void end(boolean done) {
        abandon();
        state = State.TOLD;
        Future<?> _ = network.later(TIME_TO_HEAR, this::heard);
        if (!tell("terminated;reason=noresource", done ? "200 OK" : "603 Decline")) {
            heard();
        }
    }

    /// The far end has answered what it was told last, or will not.
    void heard() {
        if (state == State.TOLD) {
            state = State.HEARD;
            whenHeard.run();
        }
    }

    /// Does something as soon as the far end has heard the outcome, if it is to hear one.
    void whenHeard(Runnable task) {
        if (state == State.TOLD) {
            whenHeard = task;
        } else {
            task.run();
        }
    }

    /// Tells nothing more: the call is over, and with it whom to tell.
    void abandon() {
        timer.cancel(false);
    }

    /// Whether something was sent.
    private boolean tell(String subscription, String status) {
        if (!told) {
            return false;
        }
        try {
            Request notify = notification(subscription, status);
            ClientTransaction transaction =
                    network.stack().provider().getNewClientTransaction(notify);
            if (state == State.TOLD) {
                transaction.setApplicationData(this);
            }
            dialog.sendRequest(transaction);
            return true;
        } catch (SipException | ParseException e) {
            network.count("strowger.sip.failures", "where", "notify");
            LOG.debug("no NOTIFY could be sent: {}", StackLog.discreet(e));
            return false;
        }
    }

    private Request notification(String state, String status) throws SipException, ParseException {
        SipStack stack = network.stack();
        Request notify = dialog.createRequest(Request.NOTIFY);
        EventHeader event = stack.headers().createEventHeader("refer");
        long number = ((CSeqHeader) refer.getHeader(CSeqHeader.NAME)).getSeqNumber();
        event.setEventId(Long.toString(number));
        notify.setHeader(event);
        notify.setHeader(stack.headers().createHeader(SubscriptionStateHeader.NAME, state));
        notify.setHeader(stack.contact(SipStack.transport(notify)));
        byte[] fragment = ("SIP/2.0 " + status + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ContentTypeHeader type = stack.headers().createContentTypeHeader("message", "sipfrag");
        type.setParameter("version", "2.0");
        notify.setContent(fragment, type);
        return notify;
    }
}
