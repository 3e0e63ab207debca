package org.strowger.engine.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import org.strowger.telephony.media.G711;
import org.strowger.telephony.peers.Recording;

/// Hears what is said to a SIPp caller, which has no ears: RTP with PCMU, in the order in which it
/// arrives, which on one machine is the order in which it was sent.
final class Earpiece implements AutoCloseable {
    private static final int RTP_HEADER = 12;
    private static final int LONGEST_PACKET = 1500;
    private static final int RATE = 8_000;
    private static final int LONGEST_CALL = 180 * RATE;

    private final DatagramSocket socket;
    private short[] heard = new short[30 * RATE];
    private int length;

    Earpiece() throws SocketException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("earpiece").start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST_PACKET], LONGEST_PACKET);
        try {
            while (true) {
                socket.receive(packet);
                hear(packet.getData(), packet.getLength());
            }
        } catch (IOException closed) {
            socket.close();
        }
    }

    private synchronized void hear(byte[] packet, int end) {
        for (int i = RTP_HEADER; i < end && length < LONGEST_CALL; i++) {
            if (length == heard.length) {
                heard = Arrays.copyOf(heard, 2 * length);
            }
            heard[length++] = G711.fromMuLaw(packet[i]);
        }
    }

    synchronized Recording recording() {
        return Recording.of(Arrays.copyOf(heard, length));
    }

    @Override
    public void close() {
        socket.close();
    }
}
