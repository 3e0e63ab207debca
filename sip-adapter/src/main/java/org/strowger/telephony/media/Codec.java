package org.strowger.telephony.media;

import java.util.Optional;

/// How speech is written into RTP: the two laws of G.711, both 8,000 one-byte samples a second.
public enum Codec {
    /// Mu-law, RTP payload type 0.
    PCMU(0, 0xFF),
    /// A-law, RTP payload type 8.
    PCMA(8, 0xD5);

    private final int payloadType;
    private final byte silence;

    Codec(int payloadType, int silence) {
        this.payloadType = payloadType;
        this.silence = (byte) silence;
    }

    /// The static payload type of RFC 3551 section 6.
    public int payloadType() {
        return payloadType;
    }

    /// The sample that says nothing.
    public byte silence() {
        return silence;
    }

    /// The codec with this static payload type, if it is one of ours.
    public static Optional<Codec> ofPayloadType(int payloadType) {
        for (Codec codec : values()) {
            if (codec.payloadType == payloadType) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /// The sample of `from` as this codec writes it.
    byte transcode(Codec from, byte sample) {
        if (this == from) {
            return sample;
        }
        return switch (this) {
            case PCMU -> G711.aLawToMuLaw(sample);
            case PCMA -> G711.muLawToALaw(sample);
        };
    }

    /// The linear value of a sample.
    short toLinear(byte sample) {
        return switch (this) {
            case PCMU -> G711.fromMuLaw(sample);
            case PCMA -> G711.fromALaw(sample);
        };
    }

    /// The sample of a linear value.
    byte fromLinear(short linear) {
        return switch (this) {
            case PCMU -> G711.toMuLaw(linear);
            case PCMA -> G711.toALaw(linear);
        };
    }
}
