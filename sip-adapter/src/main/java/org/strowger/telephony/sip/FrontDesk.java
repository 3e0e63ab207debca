package org.strowger.telephony.sip;

import java.text.ParseException;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.address.SipURI;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyEvent.CallArrived;

/// Where what belongs to no call yet is let in, sent on or turned away.
///
/// A caller who gives the name of one of our phones must prove to be it (RFC 3261 section 22.1);
/// all others are let in as strangers.
final class FrontDesk implements SipInbox.Reception {
    private final SipNetwork network;
    private final Registrar registrar;
    private final PhoneProof proof;
    private final int maxLegs;
    private boolean closed;

    FrontDesk(SipNetwork network, Registrar registrar, PhoneProof proof, int maxLegs) {
        this.network = network;
        this.registrar = registrar;
        this.proof = proof;
        this.maxLegs = maxLegs;
    }

    /// Lets nobody in any more.
    void close() {
        closed = true;
    }

    /// Whether there can be one more leg; counted when there cannot.
    boolean hasRoom() {
        boolean full = closed || network.legs().size() >= maxLegs;
        if (full) {
            network.count("strowger.sip.refused", "reason", closed ? "closing" : "legs");
        }
        return !full;
    }

    @Override
    public void inviteArrived(ServerTransaction transaction) {
        Request invite = transaction.getRequest();
        int refusal = refusal(invite);
        if (refusal != 0) {
            network.respond(transaction, refusal);
        } else if (claimsToBeOurs(invite)) {
            prove(transaction);
        } else {
            letIn(transaction, Optional.empty());
        }
    }

    /// Why an INVITE is refused at the door; 0 when it is not.
    private int refusal(Request invite) {
        if (((ToHeader) invite.getHeader(ToHeader.NAME)).getTag() != null) {
            // Of a call that is over, or of a process before this one (RFC 3261 section 12.2.2).
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
        return hasRoom() ? 0 : Response.SERVICE_UNAVAILABLE;
    }

    private static boolean isSdp(Request invite) {
        ContentTypeHeader type = (ContentTypeHeader) invite.getHeader(ContentTypeHeader.NAME);
        return type != null
                && type.getContentType().equalsIgnoreCase("application")
                && type.getContentSubType().equalsIgnoreCase("sdp");
    }

    /// Whether the caller says to be a phone of ours. The host must be ours too, or what this very
    /// request calls us: a number from elsewhere may look like the name of a phone.
    private boolean claimsToBeOurs(Request invite) {
        return from(invite)
                .filter(said -> said.getUser() != null && proof.knows(said.getUser()))
                .filter(said -> isOurs(said.getHost(), (SipURI) invite.getRequestURI()))
                .isPresent();
    }

    private boolean isOurs(String host, SipURI called) {
        return network.isUs(host) || host.equalsIgnoreCase(called.getHost());
    }

    private void prove(ServerTransaction transaction) {
        Request invite = transaction.getRequest();
        switch (proof.of(invite)) {
            case PhoneProof.Outcome.Missing(var stale) ->
                    network.respond(transaction, () -> proof.challenge(invite, stale));
            case PhoneProof.Outcome.Proved(var phone) when isFrom(phone, invite) ->
                    letIn(transaction, Optional.of(phone));
            case PhoneProof.Outcome.Proved _, PhoneProof.Outcome.Refused _ ->
                    network.respond(transaction, Response.FORBIDDEN);
        }
    }

    /// One phone's password must not let it call in another's name.
    private static boolean isFrom(Endpoint phone, Request invite) {
        return from(invite).filter(said -> phone.name().equals(said.getUser())).isPresent();
    }

    private static Optional<SipURI> from(Request invite) {
        FromHeader from = (FromHeader) invite.getHeader(FromHeader.NAME);
        return from.getAddress().getURI() instanceof SipURI uri
                ? Optional.of(uri)
                : Optional.empty();
    }

    private void letIn(ServerTransaction transaction, Optional<Endpoint> phone) {
        byte[] body = SipStack.body(transaction.getRequest());
        if (body.length == 0) {
            arrived(transaction, Optional.empty(), phone);
            return;
        }
        switch (Sdp.parse(body)) {
            case SdpResult.Usable(var offer) -> arrived(transaction, Optional.of(offer), phone);
            case SdpResult.Refused(var why, _) ->
                    network.respond(transaction, SipLeg.statusOf(why));
        }
    }

    private void arrived(
            ServerTransaction transaction, Optional<SdpMedia> offer, Optional<Endpoint> phone) {
        Request invite = transaction.getRequest();
        LegId id = new LegId("sip-" + network.unguessable());
        network.add(new IncomingLeg(network, id, phone, transaction, offer));
        String dialled = ((SipURI) invite.getRequestURI()).getUser();
        network.tell(
                new CallArrived(
                        network.now(), id, caller(invite), dialled == null ? "" : dialled, phone));
    }

    private static Party caller(Request invite) {
        FromHeader from = (FromHeader) invite.getHeader(FromHeader.NAME);
        String name = from.getAddress().getDisplayName();
        String number = from(invite).map(SipURI::getUser).orElse("");
        return new Party(number, name == null ? "" : name);
    }

    @Override
    public void registerArrived(ServerTransaction transaction) {
        registrar.registerArrived(transaction);
    }

    @Override
    public void optionsArrived(ServerTransaction transaction) {
        network.respond(transaction, () -> abilities(transaction.getRequest()));
    }

    /// What we can do, as RFC 3261 section 11.2 wants it told.
    private Response abilities(Request options) throws ParseException, InvalidArgumentException {
        SipStack stack = network.stack();
        Response response = stack.response(Response.OK, options, network.unguessable());
        stack.allow(response);
        stack.accept(response);
        return response;
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
}
