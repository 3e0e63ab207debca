package org.strowger.telephony.sip;

import java.util.List;
import java.util.OptionalInt;
import org.strowger.telephony.media.Codec;
import org.strowger.telephony.media.Direction;
import org.strowger.telephony.media.MediaStream;

/// Session descriptions (RFC 8866) and how an offer is answered (RFC 3264).
final class Sdp {
    private static final String END = "\r\n";
    private static final String NO_LIMIT_IN_TIME = "0 0";

    private Sdp() {}

    /// Reads what the far end sent, offer or answer.
    static SdpResult parse(byte[] body) {
        return SdpParser.parse(body);
    }

    /// Offers all that we have, as the first description of a session.
    static String offer(SdpLocal ours) {
        var out = session(ours, NO_LIMIT_IN_TIME);
        audio(out, ours, List.of(Codec.values()), OptionalInt.of(MediaStream.TELEPHONE_EVENT));
        direction(out, Direction.SEND_RECEIVE);
        return out.toString();
    }

    /// Offers all that we have in a session that exists: with a line for each that it had, and
    /// payload types that mean what they meant (RFC 3264 section 8).
    static String offerAgain(SdpLocal ours, SdpMedia theirs, Direction direction) {
        OptionalInt events =
                OptionalInt.of(theirs.telephoneEvents().orElse(MediaStream.TELEPHONE_EVENT));
        return describe(ours, theirs, List.of(Codec.values()), events, direction);
    }

    /// Answers an offer: one codec, telephone events if offered, the direction seen from our side,
    /// and every other line refused in its place.
    static String answer(SdpLocal ours, SdpMedia offer) {
        return describe(
                ours, offer, List.of(offer.codec()), offer.telephoneEvents(), offer.direction());
    }

    private static String describe(
            SdpLocal ours,
            SdpMedia theirs,
            List<Codec> codecs,
            OptionalInt events,
            Direction direction) {
        var out = session(ours, theirs.times());
        for (int i = 0; i < theirs.lines().size(); i++) {
            if (i == theirs.audioLine()) {
                audio(out, ours, codecs, events);
                direction(out, direction);
            } else {
                line(out, theirs.lines().get(i).refused());
            }
        }
        return out.toString();
    }

    private static StringBuilder session(SdpLocal ours, String times) {
        var out = new StringBuilder();
        line(out, "v=0");
        line(out, "o=- %d %d %s".formatted(ours.sessionId(), ours.version(), ours.connection()));
        line(out, "s=-");
        line(out, "c=" + ours.connection());
        line(out, "t=" + times);
        return out;
    }

    private static void audio(
            StringBuilder out, SdpLocal ours, List<Codec> codecs, OptionalInt events) {
        var formats = new StringBuilder();
        codecs.forEach(codec -> formats.append(' ').append(codec.payloadType()));
        events.ifPresent(type -> formats.append(' ').append(type));
        line(out, "m=audio " + ours.port() + " RTP/AVP" + formats);
        codecs.forEach(codec -> line(out, rtpMap(codec)));
        events.ifPresent(
                type -> {
                    line(out, "a=rtpmap:" + type + " telephone-event/8000");
                    line(out, "a=fmtp:" + type + " 0-15");
                });
        line(out, "a=ptime:20");
    }

    private static String rtpMap(Codec codec) {
        return "a=rtpmap:" + codec.payloadType() + " " + codec.name() + "/8000";
    }

    private static void direction(StringBuilder out, Direction direction) {
        String attribute =
                switch (direction) {
                    case SEND_RECEIVE -> "sendrecv";
                    case SEND_ONLY -> "sendonly";
                    case RECEIVE_ONLY -> "recvonly";
                    case INACTIVE -> "inactive";
                };
        line(out, "a=" + attribute);
    }

    private static void line(StringBuilder out, String line) {
        out.append(line).append(END);
    }
}
