package org.strowger.engine.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A caller who gives up in the moment of calling, without the wait for a response that RFC 3261
/// section 9.1 asks for; scenarios of SIPp cannot be as quick.
final class HastyCaller implements AutoCloseable {
    private static final Pattern TO_TAG = Pattern.compile("(?m)^To:.*(;tag=\\S+)");
    private static final int LONGEST = 4096;
    private static final String SESSION =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 9 RTP/AVP 0
            """
                    .replace("\n", "\r\n");

    private final DatagramSocket socket;
    private final String us;
    private String dialled = "";

    HastyCaller(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
        socket.connect(loopback, port);
        socket.setSoTimeout(Math.toIntExact(Centre.SOON.toMillis()));
        us = "127.0.0.1:" + socket.getLocalPort();
    }

    void invite(String number) throws IOException {
        dialled = "sip:%s@127.0.0.1:%d".formatted(number, socket.getPort());
        send("INVITE", 1, "invite", "", SESSION);
    }

    void cancel() throws IOException {
        send("CANCEL", 1, "invite", "", "");
    }

    /// Acknowledges what becomes of the INVITE; a call that was answered after all is ended by BYE.
    ///
    /// @throws java.net.SocketTimeoutException when the far end does not say what became of it
    void bringToAnEnd() throws IOException {
        String outcome = awaitFinal("1 INVITE");
        String tag = tag(outcome);
        if (outcome.startsWith("SIP/2.0 200")) {
            send("ACK", 1, "ack", tag, "");
            send("BYE", 2, "bye", tag, "");
            awaitFinal("2 BYE");
        } else if (outcome.startsWith("SIP/2.0 487")) {
            send("ACK", 1, "invite", tag, "");
        } else {
            throw new IllegalStateException("expected 200 or 487, but got " + outcome);
        }
    }

    /// Waits until the far end hangs up, and acknowledges nothing.
    void awaitBye(Duration within) throws IOException {
        socket.setSoTimeout(Math.toIntExact(within.toMillis()));
        String heard = receive();
        while (!heard.startsWith("BYE ")) {
            heard = receive();
        }
    }

    private static String tag(String response) {
        Matcher tag = TO_TAG.matcher(response);
        if (!tag.find()) {
            throw new IllegalStateException("no To tag in " + response);
        }
        return tag.group(1);
    }

    private String awaitFinal(String cseq) throws IOException {
        while (true) {
            String text = receive();
            if (text.contains("CSeq: " + cseq) && !text.startsWith("SIP/2.0 1")) {
                return text;
            }
        }
    }

    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    private void send(String method, int cseq, String branch, String toTag, String body)
            throws IOException {
        String text =
                String.join(
                        "\r\n",
                        method + " " + dialled + " SIP/2.0",
                        "Via: SIP/2.0/UDP "
                                + us
                                + ";branch=z9hG4bK-"
                                + socket.getLocalPort()
                                + branch,
                        "From: <sip:hasty@" + us + ">;tag=" + socket.getLocalPort(),
                        "To: <" + dialled + ">" + toTag,
                        "Call-ID: " + us,
                        "CSeq: " + cseq + " " + method,
                        "Contact: <sip:hasty@" + us + ">",
                        "Max-Forwards: 70",
                        (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                                + "Content-Length: "
                                + body.length(),
                        "",
                        body);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    @Override
    public void close() {
        socket.close();
    }
}
