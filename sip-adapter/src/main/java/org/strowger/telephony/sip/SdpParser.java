package org.strowger.telephony.sip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.media.Codec;
import org.strowger.telephony.media.Direction;
import org.strowger.telephony.sip.SdpResult.Reason;

/// Reads one session description: strict about what we use, blind to the rest.
///
/// Lines may end in LF alone, and lines and attributes that we do not know are skipped: phones have
/// many, and `ptime` among them, as we send 20 ms whatever is preferred. Nothing is looked up: an
/// address has to be an address.
final class SdpParser {
    private static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_LINES = 512;
    private static final int MOST_MEDIA = 16;
    private static final int MOST_FORMATS = 64;

    private static final int LOWEST_DYNAMIC = 96;
    private static final int HIGHEST_PAYLOAD_TYPE = 127;
    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`{|}~/-]{1,64}");
    private static final Pattern TIMES = Pattern.compile("[0-9]{1,20} [0-9]{1,20}");

    private final List<Media> media = new ArrayList<>();
    private @Nullable InetAddress sessionAddress;
    private Direction sessionDirection = Direction.SEND_RECEIVE;
    private String times = "0 0";

    /// A line that cannot be read, with the reason.
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String detail) {
            super(detail, null, false, false);
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /// One `m=` line and what belongs to it. The direction is the far end's.
    private static final class Media {
        private final SdpMedia.Line line;
        private final int port;
        private final List<String> formats;
        private final Map<Integer, String> encodings = new TreeMap<>();
        private @Nullable InetAddress address;
        private Direction direction;

        Media(SdpMedia.Line line, int port, List<String> formats, Direction direction) {
            this.line = line;
            this.port = port;
            this.formats = formats;
            this.direction = direction;
        }

        /// Whether it is audio as we speak it: RTP/SAVP and others would be answered in vain.
        boolean isAudio() {
            return port != 0 && line.media().equals("audio") && line.protocol().equals("RTP/AVP");
        }

        Optional<Codec> codec() {
            for (String format : formats) {
                int type = number(format, HIGHEST_PAYLOAD_TYPE);
                Optional<Codec> codec = Codec.ofPayloadType(type).filter(this::isNotRemapped);
                if (codec.isPresent()) {
                    return codec;
                }
            }
            return Optional.empty();
        }

        /// Payload types 0 and 8 need no `rtpmap`, but one that contradicts them is believed.
        private boolean isNotRemapped(Codec codec) {
            String usual = codec.name() + "/8000";
            String encoding = encodings.getOrDefault(codec.payloadType(), usual);
            return encoding.equalsIgnoreCase(usual) || encoding.equalsIgnoreCase(usual + "/1");
        }

        OptionalInt telephoneEvents() {
            for (String format : formats) {
                int type = number(format, HIGHEST_PAYLOAD_TYPE);
                String encoding = encodings.getOrDefault(type, "").toLowerCase(Locale.ROOT);
                boolean events =
                        encoding.equals("telephone-event/8000")
                                || encoding.equals("telephone-event/8000/1");
                if (type >= LOWEST_DYNAMIC && events) {
                    return OptionalInt.of(type);
                }
            }
            return OptionalInt.empty();
        }
    }

    private SdpParser() {}

    static SdpResult parse(byte[] body) {
        if (body.length > MOST_BYTES) {
            return malformed("%d bytes: expected at most %d".formatted(body.length, MOST_BYTES));
        }
        String[] lines = new String(body, StandardCharsets.ISO_8859_1).split("\n", MOST_LINES + 1);
        if (lines.length > MOST_LINES) {
            return malformed("expected at most %d lines".formatted(MOST_LINES));
        }
        var parser = new SdpParser();
        for (int i = 0; i < lines.length; i++) {
            try {
                parser.line(i, withoutReturn(lines[i]));
            } catch (Unreadable e) {
                return malformed("line %d: %s".formatted(i + 1, e.detail()));
            }
        }
        return parser.result();
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private void line(int index, String line) throws Unreadable {
        if (index == 0 && !line.equals("v=0")) {
            throw new Unreadable("expected v=0");
        }
        if (line.isEmpty()) {
            return;
        }
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw new Unreadable("expected a letter and an equals sign");
        }
        String value = line.substring(2);
        switch (line.charAt(0)) {
            case 'c' -> connection(value);
            case 'm' -> media(value);
            case 'a' -> attribute(value);
            case 't' -> times(value);
            default -> {
                // Nothing that we would act on.
            }
        }
    }

    private void times(String value) {
        if (TIMES.matcher(value).matches()) {
            times = value;
        }
    }

    private void connection(String value) throws Unreadable {
        InetAddress address = address(value);
        if (media.isEmpty()) {
            sessionAddress = address;
        } else {
            media.getLast().address = address;
        }
    }

    /// `IN IP4 192.0.2.1`; what follows a slash (the reach of a multicast) is not ours.
    private static InetAddress address(String value) throws Unreadable {
        String[] parts = SPACES.split(value.strip(), 4);
        if (parts.length != 3 || !parts[0].equalsIgnoreCase("IN")) {
            throw new Unreadable("expected c=IN, a family and an address");
        }
        int slash = parts[2].indexOf('/');
        String literal = slash < 0 ? parts[2] : parts[2].substring(0, slash);
        try {
            return switch (parts[1].toUpperCase(Locale.ROOT)) {
                case "IP4" -> Inet4Address.ofLiteral(literal);
                case "IP6" -> InetAddress.ofLiteral(literal);
                default -> throw new Unreadable("expected family IP4 or IP6");
            };
        } catch (IllegalArgumentException e) {
            throw new Unreadable("expected an address in figures");
        }
    }

    private void media(String value) throws Unreadable {
        String[] parts = SPACES.split(value.strip(), MOST_FORMATS + 4);
        if (media.size() == MOST_MEDIA) {
            throw new Unreadable("expected at most %d m= lines".formatted(MOST_MEDIA));
        }
        if (parts.length < 4 || parts.length > MOST_FORMATS + 3) {
            throw new Unreadable(
                    "expected media, port, protocol and 1 to %d formats".formatted(MOST_FORMATS));
        }
        for (String part : parts) {
            if (!TOKEN.matcher(part).matches()) {
                throw new Unreadable("expected tokens of at most 64 characters");
            }
        }
        int slash = parts[1].indexOf('/');
        int port = number(slash < 0 ? parts[1] : parts[1].substring(0, slash), HIGHEST_PORT);
        if (port < 0) {
            throw new Unreadable("expected a port");
        }
        var line = new SdpMedia.Line(parts[0], parts[2], parts[3]);
        List<String> formats = List.of(parts).subList(3, parts.length);
        media.add(new Media(line, port, formats, sessionDirection));
    }

    private void attribute(String value) {
        Direction direction = direction(value);
        if (direction != null && media.isEmpty()) {
            sessionDirection = direction;
        } else if (direction != null) {
            media.getLast().direction = direction;
        } else if (value.startsWith("rtpmap:") && !media.isEmpty()) {
            encoding(media.getLast(), value.substring("rtpmap:".length()));
        }
    }

    private static @Nullable Direction direction(String attribute) {
        return switch (attribute.strip()) {
            case "sendrecv" -> Direction.SEND_RECEIVE;
            case "sendonly" -> Direction.SEND_ONLY;
            case "recvonly" -> Direction.RECEIVE_ONLY;
            case "inactive" -> Direction.INACTIVE;
            default -> null;
        };
    }

    private static void encoding(Media media, String value) {
        String[] parts = SPACES.split(value.strip(), 2);
        int type = number(parts[0], HIGHEST_PAYLOAD_TYPE);
        if (parts.length == 2 && type >= 0) {
            media.encodings.put(type, parts[1].strip());
        }
    }

    private SdpResult result() {
        boolean audio = false;
        for (int i = 0; i < media.size(); i++) {
            Media candidate = media.get(i);
            Optional<Codec> codec = candidate.codec();
            if (candidate.isAudio() && codec.isPresent()) {
                return usable(i, candidate, codec.get());
            }
            audio |= candidate.isAudio();
        }
        return audio
                ? new SdpResult.Refused(Reason.NO_COMMON_CODEC, "expected PCMU or PCMA")
                : new SdpResult.Refused(Reason.NO_AUDIO, "expected audio over RTP/AVP");
    }

    private SdpResult usable(int index, Media audio, Codec codec) {
        InetAddress address = audio.address == null ? sessionAddress : audio.address;
        if (address == null) {
            return malformed("expected a c= line for the session or its audio");
        }
        return new SdpResult.Usable(
                new SdpMedia(
                        new InetSocketAddress(address, audio.port),
                        codec,
                        audio.telephoneEvents(),
                        ours(audio.direction, address),
                        index,
                        media.stream().map(each -> each.line).toList(),
                        times));
    }

    /// An address of zeros asks that nothing be sent (RFC 3264 section 8.4).
    private static Direction ours(Direction theirs, InetAddress address) {
        Direction ours = theirs.mirrored();
        if (!address.isAnyLocalAddress()) {
            return ours;
        }
        return ours.receives() ? Direction.RECEIVE_ONLY : Direction.INACTIVE;
    }

    /// A decimal number from 0 to `highest`, or -1.
    private static int number(String text, int highest) {
        if (text.isEmpty() || text.length() > 5) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number <= highest ? number : -1;
    }

    private static SdpResult malformed(String detail) {
        return new SdpResult.Refused(Reason.MALFORMED, detail);
    }
}
