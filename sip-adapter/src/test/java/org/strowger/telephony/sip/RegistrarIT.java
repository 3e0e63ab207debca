package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;
import org.strowger.telephony.peers.Sipp;
import org.strowger.telephony.sip.SipSettings.Secret;

/// The registrar against registrations put together by hand.
class RegistrarIT {
    private static final Map<String, Secret> ANN = Map.of("ann", new Secret("secret"));
    private static final Endpoint ANNS = new Endpoint("ann");
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
    private static final Pattern BOUND = Pattern.compile("(?m)^Contact: *<([^>]+)>");

    private TestSwitch pbx;
    private Phone phone;

    @BeforeEach
    void start() throws Exception {
        pbx = new TestSwitch(ANN);
        phone = new Phone("127.0.0.1");
    }

    @AfterEach
    void stop() {
        phone.close();
        pbx.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: <NEW>;expires=600\nContact: <OLD>;expires=0",
                "Contact: <OLD>;expires=0\nContact: <NEW>;expires=600",
                "Contact: <NEW>;expires=600, <OLD>;expires=0"
            })
    void aPhoneWhoseAddressChangesStaysRegistered(String both) throws Exception {
        String old = "sip:ann@127.0.0.1:7000";
        String next = "sip:ann@127.0.0.1:7001";
        phone.registers("Contact: <" + old + ">;expires=600");
        assertEquals(ANNS, pbx.await(EndpointRegistered.class).endpoint());
        String answer = phone.registers(both.replace("NEW", next).replace("OLD", old));
        assertEquals(List.of(next), bound(answer));
        assertEquals(List.of(next), bound(phone.registers("")));
    }

    /// Both contacts are reached at the one address that the phone's NAT shows.
    @Test
    void aPhoneWhoseAddressChangesBehindNatStaysRegistered() throws Exception {
        phone.registers("Contact: <sip:ann@10.0.0.4:7000>;expires=600");
        String answer =
                phone.registers(
                        "Contact: <sip:ann@10.0.0.5:7000>;expires=600\n"
                                + "Contact: <sip:ann@10.0.0.4:7000>;expires=0");
        assertEquals(List.of("sip:ann@" + phone.address()), bound(answer));
    }

    @Test
    void ofSeveralContactsTheLastIsBound() throws Exception {
        String answer =
                phone.registers(
                        "Contact: <sip:ann@127.0.0.1:7000>\nContact: <sip:ann@127.0.0.1:7001>");
        assertEquals(List.of("sip:ann@127.0.0.1:7001"), bound(answer));
    }

    @Test
    void aContactThatIsNotBoundIsNotMissedWhenItLeaves() throws Exception {
        phone.registers("Contact: <sip:ann@127.0.0.1:7001>");
        String answer = phone.registers("Contact: <sip:ann@127.0.0.1:7000>;expires=0");
        assertEquals(200, status(answer));
        assertEquals(List.of("sip:ann@127.0.0.1:7001"), bound(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: <sip:ann@127.0.0.1:7000>;expires=0",
                "Contact: <sip:ann@127.0.0.1:7000>\nExpires: 0",
                "Contact: *\nExpires: 0"
            })
    void aPhoneLeaves(String leaving) throws Exception {
        phone.registers("Contact: <sip:ann@127.0.0.1:7000>");
        String answer = phone.registers(leaving);
        assertEquals(200, status(answer));
        assertEquals(List.of(), bound(answer));
        assertEquals(ANNS, pbx.await(EndpointLost.class).endpoint());
    }

    @Test
    void aPhoneBehindNatLeaves() throws Exception {
        phone.registers("Contact: <sip:ann@10.0.0.4:7000>");
        assertEquals(
                List.of(), bound(phone.registers("Contact: <sip:ann@10.0.0.4:7000>;expires=0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: *",
                "Contact: *\nExpires: 600",
                "Contact: *\nContact: <sip:ann@127.0.0.1:7001>\nExpires: 0",
                "Contact: <sip:ann@127.0.0.1:7001>\nContact: <tel:4711>"
            })
    void contactsThatMakeNoSenseChangeNothing(String contacts) throws Exception {
        phone.registers("Contact: <sip:ann@127.0.0.1:7000>");
        assertEquals(400, status(phone.registers(contacts)));
        assertEquals(List.of("sip:ann@127.0.0.1:7000"), bound(phone.registers("")));
    }

    @Test
    void aContactForTooBriefATimeChangesNothing() throws Exception {
        phone.registers("Contact: <sip:ann@127.0.0.1:7000>");
        String contacts =
                "Contact: <sip:ann@127.0.0.1:7001>;expires=600\n"
                        + "Contact: <sip:ann@127.0.0.1:7002>;expires=1";
        assertEquals(423, status(phone.registers(contacts)));
        assertEquals(List.of("sip:ann@127.0.0.1:7000"), bound(phone.registers("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:ann@phone.invalid:7000",
                "sip:ann@phone.invalid",
                "sip:ann@127.0.0.1:7000;maddr=phone.invalid"
            })
    void aPhoneThatGivesANameIsReachedWhereItSpokeFrom(String contact) throws Exception {
        String answer = phone.registers("Contact: <" + contact + ">");
        assertEquals(List.of("sip:ann@" + phone.address()), bound(answer));
    }

    @Test
    void aRegistrationThatWasHeardOnTheWireIsNotTakenFromAnother() throws Exception {
        String own = "Contact: <sip:ann@127.0.0.1:7000>";
        String nonce = phone.challenged();
        assertEquals(200, status(phone.sends(phone.answering(nonce, registrar(), "auth", own))));
        try (Phone thief = new Phone("127.0.0.2")) {
            String stolen = "Contact: <sip:ann@127.0.0.2:7000>";
            String answer = thief.sends(phone.answering(nonce, registrar(), "auth", stolen));
            assertEquals(401, status(answer));
            assertTrue(answer.contains("stale=true"), answer);
            assertNotEquals(nonce, nonce(answer));
        }
        assertEquals(List.of("sip:ann@127.0.0.1:7000"), bound(phone.registers("")));
    }

    @Test
    void anAnswerWithoutQopIsRefused() throws Exception {
        String request = phone.answering(phone.challenged(), registrar(), "", "");
        assertEquals(403, status(phone.sends(request)));
    }

    @Test
    void credentialsForAnotherRegistrarAreRefused() throws Exception {
        for (String uri : List.of("sip:127.0.0.1:1", "sip:127.0.0.3:" + pbx.port, "sip:other")) {
            String request = phone.answering(phone.challenged(), uri, "auth", "");
            assertEquals(403, status(phone.sends(request)), uri);
        }
    }

    /// The Request-URI has a parameter, which SIPp for one leaves out of the digest.
    @ParameterizedTest
    @ValueSource(strings = {"URI", "URI;transport=udp", "<URI;transport=udp>", " URI"})
    void credentialsNameTheRegistrarAsPhonesDo(String form) throws Exception {
        String uri = form.replace("URI", registrar());
        String request = phone.answering(phone.challenged(), uri, "auth", "");
        assertEquals(200, status(phone.sends(request)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Sipp.Transport.class,
            names = {"UDP", "TCP"})
    void sippRegisters(Sipp.Transport transport) throws Exception {
        Sipp.Plan sipp =
                Sipp.scenario("register")
                        .over(transport)
                        .calls(1)
                        .telephone("ann", "secret", "sip:ann@127.0.0.1:7000");
        assertEquals(
                new Sipp.Outcome(0, 1, 0, ""), sipp.run(pbx.address(), Duration.ofSeconds(30)));
        assertEquals(List.of("sip:ann@127.0.0.1:7000"), bound(phone.registers("")));
    }

    private String registrar() {
        return "sip:" + pbx.address();
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(8, 11));
    }

    private static String nonce(String challenge) {
        Matcher matcher = NONCE.matcher(challenge);
        assertTrue(matcher.find(), challenge);
        return matcher.group(1);
    }

    /// The contacts that an answer lists.
    private static List<String> bound(String answer) {
        return BOUND.matcher(answer).results().map(found -> found.group(1)).toList();
    }

    /// A phone on one address, which says that it is on 127.0.0.1.
    private final class Phone implements AutoCloseable {
        private final DatagramSocket socket;
        private int sequence;

        Phone(String address) throws IOException {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            socket.setSoTimeout((int) TestSwitch.SOON.toMillis());
        }

        String address() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        /// Registers with the right password and a new nonce; gives the final answer.
        String registers(String contacts) throws IOException {
            return sends(answering(challenged(), registrar(), "auth", contacts));
        }

        String challenged() throws IOException {
            String challenge = sends(request(""));
            assertEquals(401, status(challenge));
            return nonce(challenge);
        }

        String answering(String nonce, String uri, String qop, String contacts) {
            Digest.Credentials said =
                    new Digest.Credentials(
                            "ann", "strowger", nonce, uri, qop, "00000001", "0a4f113b", "");
            String protection = qop.isEmpty() ? "" : ", qop=auth, nc=00000001, cnonce=\"0a4f113b\"";
            String authorization =
                    "Authorization: Digest username=\"ann\", realm=\"strowger\", nonce=\"%s\", uri=\"%s\", response=\"%s\"%s"
                            .formatted(
                                    nonce,
                                    uri,
                                    Digest.response(said, "REGISTER", "secret"),
                                    protection);
            return request(authorization + "\n" + (contacts.isEmpty() ? "" : contacts + "\n"));
        }

        private String request(String headers) {
            sequence++;
            return """
            REGISTER %1$s;transport=udp SIP/2.0
            Via: SIP/2.0/UDP %2$s;branch=z9hG4bK%3$s-%4$d;rport
            From: <sip:ann@127.0.0.1>;tag=%3$s
            To: <sip:ann@127.0.0.1>
            Call-ID: %3$s
            CSeq: %4$d REGISTER
            Max-Forwards: 70
            %5$sContent-Length: 0

            """
                    .formatted(registrar(), address(), socket.getLocalPort(), sequence, headers);
        }

        String sends(String request) throws IOException {
            byte[] bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            socket.send(new DatagramPacket(bytes, bytes.length, loopback, pbx.port));
            DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
