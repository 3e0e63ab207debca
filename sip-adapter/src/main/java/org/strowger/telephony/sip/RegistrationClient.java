package org.strowger.telephony.sip;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.sip.SipSettings.Registration;

/// Holds one registration at another switch, as a phone does (RFC 3261 section 10.2).
final class RegistrationClient {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationClient.class);
    private static final int MAX_FORWARDS = 70;
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(2);

    private final SipNetwork network;
    private final Registration registration;
    private final CallIdHeader callId;
    private final String tag;
    private long sequence;
    private int failures;
    private boolean leaving;
    private boolean answeredChallenge;
    private @Nullable Future<?> next;

    RegistrationClient(SipNetwork network, Registration registration) {
        this.network = network;
        this.registration = registration;
        this.callId = network.stack().provider().getNewCallId();
        this.tag = network.unguessable();
    }

    void register() {
        answeredChallenge = false;
        send(null);
    }

    /// Takes the registration back; nobody waits for the answer.
    void unregister() {
        leaving = true;
        if (next != null) {
            next.cancel(false);
        }
        register();
    }

    private void send(@Nullable WWWAuthenticateHeader challenge) {
        try {
            Request request = request();
            if (challenge != null) {
                request.addHeader(credentials(challenge, request));
            }
            ClientTransaction transaction =
                    network.stack().provider().getNewClientTransaction(request);
            transaction.setApplicationData(this);
            transaction.sendRequest();
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.debug(
                    "REGISTER at {} not sent: {}", registration.registrar(), StackLog.discreet(e));
            failed();
        }
    }

    private Request request() throws ParseException, InvalidArgumentException {
        SipStack stack = network.stack();
        SipURI registrar = (SipURI) stack.addresses().createURI("sip:" + registration.registrar());
        SipURI user = (SipURI) registrar.clone();
        user.setUser(registration.user());
        sequence++;
        Request request =
                stack.messages()
                        .createRequest(
                                registrar,
                                Request.REGISTER,
                                callId,
                                stack.headers().createCSeqHeader(sequence, Request.REGISTER),
                                stack.headers().createFromHeader(stack.address("", user), tag),
                                stack.headers().createToHeader(stack.address("", user), null),
                                List.of(stack.via(SipStack.UDP)),
                                stack.headers().createMaxForwardsHeader(MAX_FORWARDS));
        ContactHeader contact = stack.contact(SipStack.UDP);
        ((SipURI) contact.getAddress().getURI()).setUser(registration.user());
        request.addHeader(contact);
        int expires = leaving ? 0 : (int) registration.refresh().toSeconds();
        request.addHeader(stack.headers().createExpiresHeader(expires));
        return request;
    }

    private AuthorizationHeader credentials(WWWAuthenticateHeader challenge, Request request)
            throws ParseException {
        Digest.Credentials said =
                new Digest.Credentials(
                        registration.user(),
                        Objects.requireNonNullElse(challenge.getRealm(), ""),
                        Objects.requireNonNullElse(challenge.getNonce(), ""),
                        request.getRequestURI().toString(),
                        challenge.getQop() == null ? "" : "auth",
                        "00000001",
                        network.unguessable(),
                        "");
        AuthorizationHeader header = network.stack().headers().createAuthorizationHeader("Digest");
        header.setUsername(said.user());
        header.setRealm(said.realm());
        header.setNonce(said.nonce());
        header.setURI(request.getRequestURI());
        header.setAlgorithm("MD5");
        if (!said.qop().isEmpty()) {
            header.setQop(said.qop());
            header.setNonceCount(1);
            header.setCNonce(said.clientNonce());
        }
        header.setResponse(
                Digest.response(said, Request.REGISTER, registration.password().value()));
        return header;
    }

    void responded(Response response) {
        int status = response.getStatusCode();
        if (status < 200) {
            return;
        }
        if (status == Response.UNAUTHORIZED && !answeredChallenge) {
            // At most one answer to a challenge: a registrar that always asks again would
            // otherwise be asked for ever.
            answeredChallenge = true;
            send((WWWAuthenticateHeader) response.getHeader(WWWAuthenticateHeader.NAME));
        } else if (status < 300) {
            failures = 0;
            count("accepted");
            again(registration.refresh().dividedBy(2));
        } else {
            LOG.warn(
                    "registration of {} at {} refused: {}",
                    registration.user(),
                    registration.registrar(),
                    status);
            count("refused");
            failed();
        }
    }

    void timedOut() {
        LOG.warn("registrar {} does not answer", registration.registrar());
        count("unanswered");
        failed();
    }

    private void count(String outcome) {
        network.count("strowger.sip.registrations", "outcome", outcome);
    }

    private void failed() {
        failures++;
        Duration wait = RETRY.multipliedBy(1L << Math.min(failures - 1, 5));
        again(wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait);
    }

    private void again(Duration wait) {
        if (!leaving) {
            next = network.later(wait, this::register);
        }
    }
}
