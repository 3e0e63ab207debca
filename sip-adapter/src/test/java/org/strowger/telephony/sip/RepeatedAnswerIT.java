package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.telephony.Operator.SOON;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;

/// A phone that answers more than once, because it missed what it was told.
class RepeatedAnswerIT {
    /// Longer than the stack remembers a call that is over.
    private static final int FORGOTTEN = 2_500;

    private TestSwitch pbx;
    private DatagramSocket phone;

    @BeforeEach
    void start() throws Exception {
        pbx = new TestSwitch(Map.of());
        phone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        phone.setSoTimeout((int) SOON.toMillis());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        phone.close();
        pbx.assertNothingLeft();
        pbx.close();
        assertEquals(0, pbx.meters.counter("strowger.sip.failures", "where", "owner").count());
    }

    private String next(String method) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[8_192], 8_192);
            phone.receive(packet);
            String text =
                    new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
            if (text.startsWith(method)) {
                return text;
            }
        }
    }

    private void send(String message) throws IOException {
        byte[] bytes = message.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        phone.send(
                new DatagramPacket(
                        bytes, bytes.length, InetAddress.getLoopbackAddress(), pbx.port));
    }

    private static String of(String request, String headers) {
        return Pattern.compile("(?m)^(?:" + headers + "):.*$")
                .matcher(request)
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    private String answer(String invite) {
        String sdp =
                """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 0
                """
                        .formatted(phone.getLocalPort() + 1);
        return """
        SIP/2.0 200 OK
        %s
        %s;tag=phone
        Contact: <sip:phone@127.0.0.1:%d>
        Content-Type: application/sdp
        Content-Length: %d

        %s"""
                .formatted(
                        of(invite, "Via|From|Call-ID|CSeq"),
                        of(invite, "To"),
                        phone.getLocalPort(),
                        sdp.replace("\n", "\r\n").length(),
                        sdp);
    }

    private LegId rings() {
        return pbx.dial("sip:phone@127.0.0.1:" + phone.getLocalPort());
    }

    private void endsCall(LegId leg) throws Exception {
        pbx.hangUp(leg);
        String bye = next("BYE");
        send("SIP/2.0 200 OK\n" + of(bye, "Via|From|To|Call-ID|CSeq") + "\nContent-Length: 0\n\n");
        pbx.await(LegEnded.class);
        hearsNothingFor(300); // A stack that is closed in the middle of a message keeps its thread.
    }

    @Test
    void eachAnswerIsAcknowledged() throws Exception {
        LegId leg = rings();
        String answer = answer(next("INVITE"));
        send(answer);
        assertEquals(leg, pbx.await(LegAnswered.class).leg());
        next("ACK");
        send(answer);
        next("ACK");
        endsCall(leg);
    }

    @Test
    void anAnswerToACallThatIsLongOverBreaksNothing() throws Exception {
        LegId leg = rings();
        String answer = answer(next("INVITE"));
        send(answer);
        pbx.await(LegAnswered.class);
        next("ACK");
        endsCall(leg);
        hearsNothingFor(FORGOTTEN);
        send(answer);
        hearsNothingFor(500);
    }

    private void hearsNothingFor(int millis) throws IOException {
        phone.setSoTimeout(millis);
        try {
            next("INVITE");
        } catch (SocketTimeoutException e) {
            // As it should be.
        }
    }
}
