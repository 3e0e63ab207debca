package org.strowger.telephony.sip;

import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;

/// Where phones say that they are there (RFC 3261 section 10.3).
///
/// Each user has one binding, the last that was made: an endpoint is a phone, and a person who
/// moves to another phone registers there. Only users that are configured can register.
final class Registrar {
    static final Duration SHORTEST = Duration.ofSeconds(60);
    static final Duration LONGEST = Duration.ofHours(1);

    private final SipNetwork network;
    private final BindingsFile file;
    private final PhoneProof proof;
    private final TreeMap<String, Binding> bindings = new TreeMap<>();
    private final TreeMap<String, Future<?>> expiries = new TreeMap<>();

    /// Where a user's phone is reached, and until when.
    record Binding(String contact, Instant expiresAt) {}

    Registrar(SipNetwork network, PhoneProof proof, BindingsFile file) {
        this.network = network;
        this.proof = proof;
        this.file = file;
    }

    /// Takes up the bindings that outlived a restart.
    void restore() {
        Instant now = network.now();
        file.read()
                .forEach(
                        (user, binding) -> {
                            if (proof.knows(user) && binding.expiresAt().isAfter(now)) {
                                bind(user, binding);
                            }
                        });
    }

    /// Where a phone is reached now; empty when it is not registered.
    Optional<SipURI> contact(Endpoint endpoint) {
        return Optional.ofNullable(bindings.get(endpoint.name()))
                .flatMap(binding -> network.stack().uri(binding.contact()));
    }

    void registerArrived(ServerTransaction transaction) {
        network.respond(transaction, () -> answer(transaction.getRequest()));
    }

    private Response answer(Request request) throws ParseException, InvalidArgumentException {
        return switch (proof.of(request)) {
            case PhoneProof.Outcome.Missing(var stale) -> proof.challenge(request, stale);
            case PhoneProof.Outcome.Refused _ -> response(Response.FORBIDDEN, request);
            case PhoneProof.Outcome.Proved(var phone) ->
                    mayRegister(phone.name(), request)
                            ? register(phone.name(), request)
                            : response(Response.FORBIDDEN, request);
        };
    }

    /// A phone may only say where its own user is.
    private static boolean mayRegister(String user, Request request) {
        ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
        return to.getAddress().getURI() instanceof SipURI uri && user.equals(uri.getUser());
    }

    /// All contacts are looked at before any takes effect (RFC 3261 section 10.3 step 7).
    private Response register(String user, Request request)
            throws ParseException, InvalidArgumentException {
        List<ContactHeader> contacts = contacts(request);
        if (contacts.stream().anyMatch(ContactHeader::isWildCard)) {
            return leave(user, contacts, request);
        }
        Binding bound = null;
        boolean leaves = false;
        for (ContactHeader contact : contacts) {
            Optional<SipURI> reached = reachable(contact, request);
            if (reached.isEmpty()) {
                return response(Response.BAD_REQUEST, request);
            }
            Duration asked = expiry(request, contact);
            if (asked.isZero()) {
                leaves |= reached.equals(contact(new Endpoint(user)));
            } else if (asked.compareTo(SHORTEST) < 0) {
                return tooBrief(request);
            } else {
                bound = new Binding(reached.get().toString(), network.now().plus(granted(asked)));
            }
        }
        // Behind NAT the contact that goes and the one that comes may be reached at the same
        // address, so the one that comes decides.
        if (bound != null) {
            bind(user, bound);
            file.write(bindings);
        } else if (leaves) {
            unbind(user);
            file.write(bindings);
        }
        return registered(user, request);
    }

    /// `Contact: *` takes everything back; it must stand alone and with `Expires: 0` (RFC 3261
    /// section 10.3 step 6).
    private Response leave(String user, List<ContactHeader> contacts, Request request)
            throws ParseException, InvalidArgumentException {
        ExpiresHeader expires = request.getExpires();
        if (contacts.size() > 1 || expires == null || expires.getExpires() != 0) {
            return response(Response.BAD_REQUEST, request);
        }
        unbind(user);
        file.write(bindings);
        return registered(user, request);
    }

    private static Duration granted(Duration asked) {
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private Response tooBrief(Request request) throws ParseException, InvalidArgumentException {
        Response response = response(Response.INTERVAL_TOO_BRIEF, request);
        response.addHeader(
                network.stack().headers().createMinExpiresHeader((int) SHORTEST.toSeconds()));
        return response;
    }

    private static List<ContactHeader> contacts(Request request) {
        List<ContactHeader> contacts = new ArrayList<>();
        ListIterator<?> headers = request.getHeaders(ContactHeader.NAME);
        while (headers.hasNext()) {
            contacts.add((ContactHeader) headers.next());
        }
        return contacts;
    }

    /// What the contact asks for, else what the message asks for, else the longest (RFC 3261
    /// section 10.3 step 7).
    private static Duration expiry(Request request, ContactHeader contact) {
        if (contact.getExpires() >= 0) {
            return Duration.ofSeconds(contact.getExpires());
        }
        ExpiresHeader expires = request.getExpires();
        return expires == null ? LONGEST : Duration.ofSeconds(expires.getExpires());
    }

    /// The address at which the phone is reached: what it says, or, where that is an address that
    /// the message did not come from (a phone behind NAT) or a name, where the message came from.
    ///
    /// A name is not kept: the thread that would ring the phone must not wait for a look-up.
    private static Optional<SipURI> reachable(ContactHeader contact, Request request)
            throws ParseException {
        if (!(contact.getAddress().getURI() instanceof SipURI uri)
                || uri.isSecure()
                || uri.toString().chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        String received = via.getReceived();
        String host = Objects.requireNonNullElse(uri.getMAddrParam(), uri.getHost());
        if (isLiteral(host) && (received == null || received.equals(host))) {
            return Optional.of(uri);
        }
        String source = Objects.requireNonNullElse(received, via.getHost());
        return isLiteral(source) ? Optional.of(moved(uri, source, via)) : Optional.empty();
    }

    private static SipURI moved(SipURI uri, String source, ViaHeader via) throws ParseException {
        SipURI moved = (SipURI) uri.clone();
        moved.removeParameter("maddr");
        moved.setHost(source);
        moved.setPort(via.getRPort() > 0 ? via.getRPort() : via.getPort());
        return moved;
    }

    /// Whether a host is an address rather than a name; IPv6 stands in brackets in a URI.
    private static boolean isLiteral(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void bind(String user, Binding binding) {
        boolean isNew = bindings.put(user, binding) == null;
        Duration life = Duration.between(network.now(), binding.expiresAt());
        Future<?> old = expiries.put(user, network.later(life, () -> expire(user)));
        if (old != null) {
            old.cancel(false);
        }
        if (isNew) {
            network.tell(new EndpointRegistered(network.now(), new Endpoint(user)));
        }
    }

    private void expire(String user) {
        unbind(user);
        file.write(bindings);
    }

    private void unbind(String user) {
        Future<?> expiry = expiries.remove(user);
        if (expiry != null) {
            expiry.cancel(false);
        }
        if (bindings.remove(user) != null) {
            network.tell(new EndpointLost(network.now(), new Endpoint(user)));
        }
    }

    /// Takes registrations back that no longer hold.
    void forget(SortedSet<String> users) {
        SortedSet<String> bound = new TreeSet<>(bindings.keySet());
        bound.retainAll(users);
        bound.forEach(this::unbind);
        if (!bound.isEmpty()) {
            file.write(bindings);
        }
    }

    private Response registered(String user, Request request)
            throws ParseException, InvalidArgumentException {
        Response response = response(Response.OK, request);
        Binding binding = bindings.get(user);
        if (binding != null) {
            SipStack stack = network.stack();
            ContactHeader contact =
                    stack.headers()
                            .createContactHeader(
                                    stack.addresses().createAddress(binding.contact()));
            long left = Duration.between(network.now(), binding.expiresAt()).toSeconds();
            contact.setParameter("expires", Long.toString(left));
            response.addHeader(contact);
        }
        return response;
    }

    private Response response(int status, Request request)
            throws ParseException, InvalidArgumentException {
        return network.stack().response(status, request, network.unguessable());
    }
}
