package org.strowger.telephony.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import java.text.ParseException;
import java.util.function.BiConsumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.LegId;

/// Where JAIN-SIP's threads hand messages over to the thread that owns the legs.
///
/// Only what must be done before the stack sees the next message is done here: the server
/// transaction is made, so that a retransmission is known as one.
final class SipInbox implements SipListenerExt {
    private static final Logger LOG = LoggerFactory.getLogger(SipInbox.class);

    private final SipNetwork network;
    private final Reception reception;

    /// Takes what belongs to no leg yet.
    interface Reception {
        void inviteArrived(ServerTransaction transaction);

        void registerArrived(ServerTransaction transaction);

        void optionsArrived(ServerTransaction transaction);

        /// A response to a request of ours outside any call.
        void responded(ClientTransaction transaction, Response response);

        void timedOut(ClientTransaction transaction);
    }

    SipInbox(SipNetwork network, Reception reception) {
        this.network = network;
        this.reception = reception;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        try {
            if (request.getMethod().equals(Request.ACK)) {
                acknowledged(event);
            } else if (isNew(request) && network.isOverloaded()) {
                refuse(request);
            } else {
                ServerTransaction transaction = transaction(event);
                network.run(() -> dispatch(transaction, event.getDialog()));
            }
        } catch (TransactionAlreadyExistsException e) {
            LOG.trace("retransmission: {}", StackLog.discreet(e));
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            network.count("strowger.sip.failures", "where", "request");
            LOG.debug("{} dropped: {}", request.getMethod(), StackLog.discreet(e));
        }
    }

    private static boolean isNew(Request request) {
        return ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() == null
                && !request.getMethod().equals(Request.CANCEL);
    }

    /// Turned away before anything is kept for it.
    private void refuse(Request request)
            throws SipException, ParseException, InvalidArgumentException {
        network.count("strowger.sip.refused", "reason", "overload");
        SipStack stack = network.stack();
        Response busy = stack.response(Response.SERVICE_UNAVAILABLE, request, "overload");
        stack.provider().sendResponse(busy);
    }

    private static ServerTransaction transaction(RequestEvent event)
            throws TransactionAlreadyExistsException, TransactionUnavailableException {
        ServerTransaction transaction = event.getServerTransaction();
        return transaction != null
                ? transaction
                : ((SipProvider) event.getSource()).getNewServerTransaction(event.getRequest());
    }

    private void acknowledged(RequestEvent event) {
        if (legOf(event.getDialog()) instanceof IncomingLeg leg) {
            network.run(() -> leg.acknowledged(event.getRequest()));
        }
    }

    private static @Nullable SipLeg legOf(@Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof SipLeg leg ? leg : null;
    }

    private void dispatch(ServerTransaction transaction, @Nullable Dialog dialog) {
        Request request = transaction.getRequest();
        SipLeg leg = legOf(dialog);
        switch (request.getMethod()) {
            case Request.INVITE -> {
                if (leg != null) {
                    leg.reinviteArrived(transaction);
                } else {
                    reception.inviteArrived(transaction);
                }
            }
            case Request.CANCEL -> cancel(transaction);
            case Request.OPTIONS -> reception.optionsArrived(transaction);
            case Request.REGISTER -> reception.registerArrived(transaction);
            case Request.BYE -> within(leg, transaction, SipLeg::byeArrived);
            case Request.INFO -> within(leg, transaction, SipLeg::infoArrived);
            case Request.REFER -> refer(leg, transaction);
            // Nothing was subscribed to: RFC 6665 section 4.1.3.
            case Request.NOTIFY ->
                    network.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            default -> network.respond(transaction, Response.METHOD_NOT_ALLOWED);
        }
    }

    /// Only who is in a call may have it taken elsewhere.
    private void refer(@Nullable SipLeg leg, ServerTransaction transaction) {
        if (isNew(transaction.getRequest())) {
            network.respond(transaction, Response.FORBIDDEN);
        } else {
            within(leg, transaction, SipLeg::referArrived);
        }
    }

    private void within(
            @Nullable SipLeg leg,
            ServerTransaction transaction,
            BiConsumer<SipLeg, ServerTransaction> handler) {
        if (leg == null) {
            network.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else {
            handler.accept(leg, transaction);
        }
    }

    private void cancel(ServerTransaction transaction) {
        IncomingLeg leg = network.invited(IncomingLeg.invitation(transaction.getRequest()));
        if (leg == null) {
            network.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        // The To tag of the INVITE's own response: RFC 3261 section 9.2.
        network.respond(transaction, Response.OK, leg.tag());
        leg.cancelled();
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        Response response = event.getResponse();
        Dialog dialog = event.getDialog();
        String method = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getMethod();
        switch (method) {
            case Request.INVITE -> {
                OutgoingLeg leg = dialledBy(transaction, dialog);
                if (leg != null && dialog != null) {
                    network.run(() -> leg.responded(response, dialog));
                }
            }
            case Request.REGISTER -> {
                if (transaction != null) {
                    network.run(() -> reception.responded(transaction, response));
                }
            }
            case Request.BYE -> {
                if (transaction != null
                        && transaction.getApplicationData() instanceof LegId leg
                        && response.getStatusCode() >= Response.OK) {
                    network.run(() -> network.farewellHeard(leg));
                }
            }
            case Request.NOTIFY -> {
                if (transaction != null
                        && transaction.getApplicationData() instanceof Referral referral
                        && response.getStatusCode() >= Response.OK) {
                    network.run(referral::heard);
                }
            }
            default -> {}
        }
    }

    /// A 200 can come after its transaction is over, and then is known by its dialog.
    private static @Nullable OutgoingLeg dialledBy(
            @Nullable ClientTransaction transaction, @Nullable Dialog dialog) {
        if (transaction != null && transaction.getApplicationData() instanceof OutgoingLeg leg) {
            return leg;
        }
        return legOf(dialog) instanceof OutgoingLeg leg ? leg : null;
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        if (event.isServerTransaction() || transaction == null) {
            return;
        }
        if (transaction.getApplicationData() instanceof OutgoingLeg leg) {
            network.run(leg::timedOut);
        } else if (transaction.getRequest().getMethod().equals(Request.REGISTER)) {
            network.run(() -> reception.timedOut(transaction));
        }
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        SipLeg leg = legOf(event.getDialog());
        if (leg != null) {
            network.run(leg::lost);
        } else {
            event.getDialog().delete();
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        network.count("strowger.sip.failures", "where", "transport");
        LOG.debug("no connection to {}:{}", event.getHost(), event.getPort());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
