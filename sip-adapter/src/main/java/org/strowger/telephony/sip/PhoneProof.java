package org.strowger.telephony.sip;

import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.sip.SipSettings.Secret;

/// What a phone shows to be believed that it is one of ours: the digest of its password (RFC 3261
/// section 22), for registrations and calls alike.
///
/// We are the far end of both, and no proxy, so the challenge is 401 and never 407.
final class PhoneProof {
    private static final int SIP_PORT = 5060;
    private static final Pattern AROUND_URI = Pattern.compile("[<>\\s]");

    private final SipNetwork network;
    private final String realm;
    private Map<String, Secret> phones;
    private final Digest digest = new Digest();

    PhoneProof(SipNetwork network, String realm, Map<String, Secret> phones) {
        this.network = network;
        this.realm = realm;
        this.phones = phones;
        network.isCalled(realm);
    }

    /// What a request proves.
    sealed interface Outcome {
        record Proved(Endpoint phone) implements Outcome {}

        /// Nothing yet: it is to be challenged.
        ///
        /// @param stale whether only the nonce was too old
        record Missing(boolean stale) implements Outcome {}

        /// What is shown is wrong; the same for a wrong password and for a phone that nobody knows.
        record Refused() implements Outcome {}
    }

    /// Takes these for our phones from now on.
    ///
    /// @return those that are no longer ours, or have another password
    SortedSet<String> replace(Map<String, Secret> now) {
        SortedSet<String> outdated = new TreeSet<>();
        phones.forEach(
                (user, password) -> {
                    if (!password.equals(now.get(user))) {
                        outdated.add(user);
                    }
                });
        phones = now;
        return outdated;
    }

    /// Whether a phone of this name is one of ours.
    boolean knows(String user) {
        return phones.containsKey(user);
    }

    Outcome of(Request request) {
        AuthorizationHeader given =
                (AuthorizationHeader) request.getHeader(AuthorizationHeader.NAME);
        if (given == null || !"Digest".equalsIgnoreCase(given.getScheme())) {
            return new Outcome.Missing(false);
        }
        if (!isFor(request, given)) {
            return refused();
        }
        Digest.Credentials said = credentials(given);
        Secret password = phones.get(said.user());
        Digest.Verdict verdict =
                digest.verify(
                        said,
                        request.getMethod(),
                        password == null ? network.unguessable() : password.value(),
                        network.now());
        return switch (verdict) {
            case STALE -> new Outcome.Missing(true);
            case WRONG -> refused();
            case GOOD -> proved(said.user(), request);
        };
    }

    private Outcome proved(String user, Request request) {
        if (request.getRequestURI() instanceof SipURI us) {
            network.isCalled(us.getHost());
        }
        return new Outcome.Proved(new Endpoint(user));
    }

    private Outcome refused() {
        network.count("strowger.sip.refused", "reason", "credentials");
        return new Outcome.Refused();
    }

    /// Asks for proof.
    Response challenge(Request request, boolean stale)
            throws ParseException, InvalidArgumentException {
        SipStack stack = network.stack();
        Response response = stack.response(Response.UNAUTHORIZED, request, network.unguessable());
        WWWAuthenticateHeader header = stack.headers().createWWWAuthenticateHeader("Digest");
        header.setRealm(realm);
        header.setNonce(digest.nonce(network.now()));
        header.setAlgorithm("MD5");
        header.setQop("auth");
        if (stale) {
            header.setStale(true);
        }
        response.addHeader(header);
        return response;
    }

    /// Whether the credentials were made for this Request-URI (RFC 2617 section 3.2.2.5). Some
    /// phones leave its user or parameters out or put it in brackets, so host and port decide, and
    /// the user where there is one.
    private boolean isFor(Request request, AuthorizationHeader given) {
        if (given.getURI() == null || !(request.getRequestURI() instanceof SipURI asked)) {
            return false;
        }
        String bare = AROUND_URI.matcher(given.getURI().toString()).replaceAll("");
        return network.stack().uri(bare).filter(said -> isSamePlace(said, asked)).isPresent();
    }

    private static boolean isSamePlace(SipURI said, SipURI asked) {
        return (said.getUser() == null || said.getUser().equals(asked.getUser()))
                && said.getHost().equalsIgnoreCase(asked.getHost())
                && port(said) == port(asked);
    }

    private static int port(SipURI uri) {
        return uri.getPort() > 0 ? uri.getPort() : SIP_PORT;
    }

    private static Digest.Credentials credentials(AuthorizationHeader given) {
        int count = given.getNonceCount();
        return new Digest.Credentials(
                Objects.requireNonNullElse(given.getUsername(), ""),
                Objects.requireNonNullElse(given.getRealm(), ""),
                Objects.requireNonNullElse(given.getNonce(), ""),
                given.getURI() == null ? "" : given.getURI().toString(),
                Objects.requireNonNullElse(given.getQop(), ""),
                count < 0 ? "" : "%08x".formatted(count),
                Objects.requireNonNullElse(given.getCNonce(), ""),
                Objects.requireNonNullElse(given.getResponse(), ""));
    }
}
