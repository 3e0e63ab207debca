package org.strowger.telephony.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// SIP requests put together by hand, for those that no phone would send.
final class Raw {
    private static final int PATIENCE = 10_000;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Raw() {}

    /// A request with every header that RFC 3261 section 8.1.1 wants, and some more.
    static String request(
            String method, int port, String uri, String headers, String type, String body) {
        int unique = COUNT.incrementAndGet();
        return """
        %1$s %2$s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:VIAPORT;branch=z9hG4bKraw%3$d;rport
        From: <sip:raw@127.0.0.1>;tag=raw%3$d
        To: <sip:100@127.0.0.1>
        Call-ID: raw%3$d-%4$d
        CSeq: 1 %1$s
        Max-Forwards: 70
        Contact: <sip:raw@127.0.0.1:VIAPORT>
        %5$sContent-Type: %6$s
        Content-Length: %7$d

        %8$s"""
                .formatted(
                        method,
                        uri,
                        unique,
                        port,
                        headers.isEmpty() ? "" : headers + "\n",
                        type,
                        body.length(),
                        body)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n");
    }

    /// The status of the final response to a request sent over UDP.
    static int status(String request, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(PATIENCE);
            byte[] bytes =
                    request.replace("VIAPORT", Integer.toString(socket.getLocalPort()))
                            .getBytes(StandardCharsets.UTF_8);
            socket.send(
                    new DatagramPacket(
                            bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            int status;
            do {
                DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
                socket.receive(answer);
                String text =
                        new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
                status = Integer.parseInt(text.substring(8, 11));
            } while (status < 200);
            return status;
        }
    }
}
