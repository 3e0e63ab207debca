package org.strowger.telephony.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import org.strowger.telephony.media.Codec;
import org.strowger.telephony.media.Direction;

/// What the far end's session description comes to: audio that we can exchange with it.
///
/// @param remote where it listens; an address of zeros when it holds in the manner of RFC 2543
/// @param codec the first in its order that we have
/// @param telephoneEvents the payload type in which it takes keys, if it takes any
/// @param direction which way audio may go, seen from our side
/// @param audioLine which of the lines is the audio, from 0
/// @param lines every `m=` line in its order, as an answer has one for each
/// @param times its `t=` line, which an answer repeats
record SdpMedia(
        InetSocketAddress remote,
        Codec codec,
        OptionalInt telephoneEvents,
        Direction direction,
        int audioLine,
        List<Line> lines,
        String times) {

    SdpMedia {
        lines = List.copyOf(lines);
    }

    /// Whether the far end has put us on hold: it does not want to hear us.
    boolean held() {
        return !direction.sends();
    }

    /// The fixed part of an `m=` line.
    ///
    /// @param media `audio`, `video` and others
    /// @param protocol `RTP/AVP` and others
    /// @param format the first of its formats: a refused line has to have one
    record Line(String media, String protocol, String format) {

        /// This line as an answer refuses it (RFC 3264 section 6).
        String refused() {
            return "m=" + media + " 0 " + protocol + " " + format;
        }
    }
}
