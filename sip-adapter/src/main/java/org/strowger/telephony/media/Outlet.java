package org.strowger.telephony.media;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.media.MediaMeters.Drop;

/// The way out of one stream: writes speech and keys into packets, and sends them.
final class Outlet {
    private final DatagramChannel channel;
    private final ByteBuffer buffer;
    private final MediaMeters meters;
    private final RtpOutput output;
    private @Nullable SocketAddress destination;

    /// @param buffer shared with all that send on the same thread
    Outlet(DatagramChannel channel, ByteBuffer buffer, MediaMeters meters, RtpOutput output) {
        this.channel = channel;
        this.buffer = buffer;
        this.meters = meters;
        this.output = output;
    }

    DatagramChannel channel() {
        return channel;
    }

    /// Sends to this address from now on; null means to the one that was agreed on.
    void sendTo(@Nullable SocketAddress address) {
        destination = address;
    }

    /// The timestamp of what this tick sends.
    int clock() {
        return output.clock();
    }

    /// Lets time pass, whether or not something was sent.
    void pass(int ticks) {
        output.pass(ticks);
    }

    /// What comes next has nothing to do with what came before.
    void changeSource() {
        output.changeSource();
    }

    /// Sends 20 ms in mu-law.
    void sendMuLaw(Agreement agreed, byte[] frame) {
        Codec codec = agreed.codec();
        ByteBuffer out = generate(agreed);
        for (byte sample : frame) {
            out.put(codec.transcode(Codec.PCMU, sample));
        }
        send(agreed, out.flip());
    }

    /// Sends 20 ms.
    void sendLinear(Agreement agreed, short[] frame) {
        Codec codec = agreed.codec();
        ByteBuffer out = generate(agreed);
        for (short sample : frame) {
            out.put(codec.fromLinear(sample));
        }
        send(agreed, out.flip());
    }

    /// Sends what is to be told of a key.
    @Nullable Drop sendKey(Agreement agreed, DigitSender.Step step) {
        if (agreed.telephoneEvents().isEmpty()) {
            return Drop.NO_TELEPHONE_EVENTS;
        }
        ByteBuffer out = buffer.clear();
        int payloadType = agreed.telephoneEvents().getAsInt();
        output.generate(out, payloadType, step.marker(), step.timestamp());
        step.event().writeTo(out);
        send(agreed, out.flip());
        return null;
    }

    /// Sends speech that somebody else said, as it came.
    @Nullable Drop relay(Agreement agreed, RtpPacket packet, Codec from) {
        Codec codec = agreed.codec();
        ByteBuffer out = buffer.clear();
        if (!output.relay(out, codec.payloadType(), packet)) {
            return Drop.LATE;
        }
        ByteBuffer payload = packet.payload();
        for (int i = payload.position(); i < payload.limit(); i++) {
            out.put(codec.transcode(from, payload.get(i)));
        }
        send(agreed, out.flip());
        return null;
    }

    /// Sends what somebody else told of a key, as it came.
    @Nullable Drop relayKey(Agreement agreed, RtpPacket packet) {
        if (agreed.telephoneEvents().isEmpty()) {
            return Drop.NO_TELEPHONE_EVENTS;
        }
        ByteBuffer out = buffer.clear();
        if (!output.relay(out, agreed.telephoneEvents().getAsInt(), packet)) {
            return Drop.LATE;
        }
        send(agreed, out.put(packet.payload().duplicate()).flip());
        return null;
    }

    void close() throws IOException {
        channel.close();
    }

    private ByteBuffer generate(Agreement agreed) {
        ByteBuffer out = buffer.clear();
        output.generate(out, agreed.codec().payloadType(), false, output.clock());
        return out;
    }

    private void send(Agreement agreed, ByteBuffer packet) {
        if (!agreed.reachable()) {
            return;
        }
        try {
            if (channel.send(packet, destination == null ? agreed.remote() : destination) == 0) {
                meters.dropped(Drop.SEND_FAILED);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Unreachable, no buffers, an address of the wrong family: the next may fare better.
            meters.dropped(Drop.SEND_FAILED);
        }
    }
}
