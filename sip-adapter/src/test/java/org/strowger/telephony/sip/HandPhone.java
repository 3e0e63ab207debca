package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A phone with one call, worked by hand message by message: for what no phone would say.
///
/// It answers what it is asked with 200 and keeps it for [#nextRequest].
final class HandPhone implements AutoCloseable {
    private static final Pattern TO_TAG = Pattern.compile("(?m)^To:.*;tag=([^;\\s]+)");
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

    private final DatagramSocket socket;
    private final int switchPort;
    private final String from;
    private final String number;
    private final String callId;
    private final Queue<String> requests = new ArrayDeque<>();
    private String toTag = "";
    private int sequence;
    private boolean loses;

    /// @param from who it says it is: `sip:ann@127.0.0.1`
    HandPhone(int switchPort, String from, String number) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.socket.setSoTimeout((int) TestSwitch.SOON.toMillis());
        this.switchPort = switchPort;
        this.from = from;
        this.number = number;
        this.callId = "hand-" + socket.getLocalPort();
    }

    /// Is patient for so long from now on.
    void waits(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
    }

    /// The call as its far end's `Replaces` would name it.
    String replaces() {
        return "%s%%3Bto-tag%%3D%s%%3Bfrom-tag%%3D%s".formatted(callId, toTag, fromTag());
    }

    private String fromTag() {
        return "t" + socket.getLocalPort();
    }

    String uri() {
        return "sip:" + number + "@127.0.0.1:" + switchPort;
    }

    /// Calls without proof and returns the final answer, acknowledged.
    String calls() throws IOException {
        return calls("");
    }

    /// Calls, answers the challenge and returns the final answer, acknowledged.
    String callsAs(String user, String password) throws IOException {
        return calls(proof(challenge(), user, password));
    }

    /// The nonce with which its call is challenged.
    String challenge() throws IOException {
        String challenged = calls();
        assertTrue(challenged.startsWith("SIP/2.0 401"), challenged);
        return nonce(challenged);
    }

    static String nonce(String challenged) {
        Matcher matcher = NONCE.matcher(challenged);
        assertTrue(matcher.find(), challenged);
        return matcher.group(1);
    }

    String proof(String nonce, String user, String password) {
        Digest.Credentials said =
                new Digest.Credentials(
                        user, "strowger", nonce, uri(), "auth", "00000001", "0a4f113b", "");
        return "Authorization: Digest username=\"%s\", realm=\"strowger\", nonce=\"%s\", uri=\"%s\", response=\"%s\", qop=auth, nc=00000001, cnonce=\"0a4f113b\"\n"
                .formatted(user, nonce, uri(), Digest.response(said, "INVITE", password));
    }

    String calls(String headers) throws IOException {
        invites(headers);
        return answered();
    }

    /// Sends INVITE and waits for nothing.
    void invites(String headers) throws IOException {
        sequence++;
        send("INVITE", headers, offer());
    }

    private String offer() {
        return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 0
        """
                .formatted(socket.getLocalPort() + 1);
    }

    /// The final answer to its INVITE, acknowledged.
    String answered() throws IOException {
        String answer = awaitAnswer();
        if (answer.startsWith("SIP/2.0 2")) {
            Matcher tag = TO_TAG.matcher(answer);
            assertTrue(tag.find(), answer);
            toTag = tag.group(1);
        }
        send("ACK", "", "");
        return answer;
    }

    /// Takes the INVITE that is out back; returns the answer to that, and not yet the INVITE's.
    String cancels() throws IOException {
        send("CANCEL", "", "");
        return awaitAnswer();
    }

    /// Asks for something within the call, or outside of one when there is none.
    String asks(String method, String headers) throws IOException {
        sequence++;
        send(method, headers, "");
        return awaitAnswer();
    }

    private void send(String method, String headers, String body) throws IOException {
        String type = body.isEmpty() ? "" : "Content-Type: application/sdp\n";
        String text =
                """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK%3$d-%4$d%5$s;rport
                From: <%6$s>;tag=%7$s
                To: <%2$s>%8$s
                Call-ID: %9$s
                CSeq: %4$d %1$s
                Max-Forwards: 70
                Contact: <sip:hand@127.0.0.1:%3$d>
                %10$s%11$sContent-Length: %12$d

                %13$s"""
                        .formatted(
                                method,
                                uri(),
                                socket.getLocalPort(),
                                sequence,
                                // The ACK of a 200 is a transaction of its own.
                                method.equals("ACK") && !toTag.isEmpty() ? "a" : "",
                                from,
                                fromTag(),
                                toTag.isEmpty() ? "" : ";tag=" + toTag,
                                callId,
                                headers,
                                type,
                                body.replace("\n", "\r\n").length(),
                                body);
        transmit(text.replace("\n", "\r\n"));
    }

    private void transmit(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(
                new DatagramPacket(
                        bytes, bytes.length, InetAddress.getLoopbackAddress(), switchPort));
    }

    private String awaitAnswer() throws IOException {
        while (true) {
            String message = receive();
            if (!message.startsWith("SIP/2.0")) {
                requests.add(message);
            } else if (!message.startsWith("SIP/2.0 1")) {
                return message;
            }
        }
    }

    /// Has the network lose what it is asked next, once.
    void losesNextRequest() {
        loses = true;
    }

    /// The next thing that it is asked.
    String nextRequest() throws IOException {
        while (requests.isEmpty()) {
            String message = receive();
            if (!message.startsWith("SIP/2.0")) {
                requests.add(message);
            }
        }
        return requests.remove();
    }

    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (text.startsWith("SIP/2.0")) {
            return text;
        }
        if (loses) {
            loses = false;
            return receive();
        }
        transmit(answerTo(text));
        return text;
    }

    private static String answerTo(String request) {
        StringBuilder answer = new StringBuilder("SIP/2.0 200 OK\r\n");
        request.lines()
                .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*"))
                .forEach(line -> answer.append(line).append("\r\n"));
        return answer.append("Content-Length: 0\r\n\r\n").toString();
    }

    @Override
    public void close() {
        socket.close();
    }
}
