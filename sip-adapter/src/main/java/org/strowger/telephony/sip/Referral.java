package org.strowger.telephony.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.Future;
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
/// decides in half a minute is declined.
final class Referral {
    private static final Logger LOG = LoggerFactory.getLogger(Referral.class);
    static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String REFER_SUB = "Refer-Sub";

    private final SipNetwork network;
    private final Dialog dialog;
    private final Request refer;
    private final boolean told;
    private final Future<?> timer;

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
        tell("terminated;reason=noresource", done ? "200 OK" : "603 Decline");
    }

    /// Tells nothing more: the call is over, and with it whom to tell.
    void abandon() {
        timer.cancel(false);
    }

    private void tell(String state, String status) {
        if (!told) {
            return;
        }
        try {
            Request notify = notification(state, status);
            dialog.sendRequest(network.stack().provider().getNewClientTransaction(notify));
        } catch (SipException | ParseException e) {
            network.count("strowger.sip.failures", "where", "notify");
            LOG.debug("no NOTIFY could be sent", e);
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
