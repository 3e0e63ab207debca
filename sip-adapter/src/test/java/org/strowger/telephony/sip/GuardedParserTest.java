package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedParserTest {
    private static final String OPTIONS =
            """
            OPTIONS sip:100@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5071;branch=z9hG4bK1
            From: "Zoe" <sip:zoe@127.0.0.1>;tag=1
            To: <sip:100@127.0.0.1>
            Call-ID: c1
            CSeq: 1 OPTIONS
            Max-Forwards: 70
            Content-Length: 0

            """
                    .replace("\n", "\r\n");

    private final MessageParser parser = parser();
    private final List<String> faults = new ArrayList<>();

    /// The factory makes the parser of any stack, and asks nothing of it.
    @SuppressWarnings("NullAway")
    private static MessageParser parser() {
        return new GuardedParserFactory().createMessageParser(null);
    }

    private @Nullable SIPMessage parse(String message) throws ParseException {
        return parser.parseSIPMessage(
                message.getBytes(StandardCharsets.UTF_8),
                true,
                false,
                (e, _, _, _, _) -> faults.add(e.getMessage() + " at " + e.getErrorOffset()));
    }

    @Test
    void aMessageInOrderIsParsed() throws ParseException {
        SIPMessage message = parse(OPTIONS);
        assertNotNull(message);
        assertEquals("OPTIONS", message.getCSeq().getMethod());
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>\r\n\r\n",
                "INVITE\r\n\r\n",
                "INVITE sip:<b>@x SIP/2.0\r\n continued\r\n\r\n",
                " \r\n\r\n",
                "SIP/2.0 abc <img src=x>\r\n\r\n"
            })
    void whatIsWrongWithAFirstLineIsSaidInAFixedText(String message) {
        List<String> told = new ArrayList<>(faults);
        try {
            parse(message);
            told.addAll(faults);
        } catch (ParseException e) {
            told.add(e.getMessage() + " at " + e.getErrorOffset());
        }
        assertEquals(List.of("malformed at 0"), told.stream().distinct().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSeq: <b>x</b>", "To: <<<<", "Via: \u0000", "From: \"never ends"})
    void whatIsWrongWithAHeaderIsSaidInAFixedText(String header) throws ParseException {
        parse(OPTIONS.replace("Max-Forwards: 70", header));
        assertEquals(List.of("malformed at 0"), faults);
    }

    /// With just too little stack for an ordinary message, as an extraordinary one would have on a
    /// stack of ordinary size.
    @Test
    void aMessageForWhichTheStackIsTooSmallIsMalformed() throws Exception {
        parse(OPTIONS);
        assertThrows(ParseException.class, () -> parse("SIP/2.0 200\r\n folded\r\n\r\n"));
        List<String> said = new ArrayList<>();
        Thread deep = new Thread(null, () -> parseAtTheEndOfTheStack(said), "deep", 1 << 19);
        deep.start();
        deep.join();
        assertEquals(List.of("malformed"), said);
    }

    /// Goes down to the end of the stack and then up again, frame by frame, until the parser's
    /// fence, but not the parser, has room enough.
    @SuppressWarnings("InfiniteRecursion") // it ends where the stack does
    private void parseAtTheEndOfTheStack(List<String> said) {
        try {
            parseAtTheEndOfTheStack(said);
        } catch (StackOverflowError e) {
            parseHere(said);
        }
    }

    private void parseHere(List<String> said) {
        try {
            parse(OPTIONS);
            said.add("parsed");
        } catch (ParseException e) {
            said.add(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void nestedAndRepeatedNonsenseEscapesOnlyAsMalformed() {
        List<String> pieces =
                List.of("(", "<", "[", "\"", ";a=", ",", "sip:", "%", "\\", "?", "=(");
        for (String header : List.of("Via", "To", "Contact", "User-Agent", "Warning", "Route")) {
            for (String piece : pieces) {
                parseOrRefuse(header + ": " + piece.repeat(60_000 / piece.length()));
            }
        }
    }

    @Test
    void randomBytesEscapeOnlyAsMalformed() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder message = new StringBuilder(OPTIONS);
            for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                message.setCharAt(random.nextInt(message.length()), (char) random.nextInt(256));
            }
            parseOrRefuse(message.toString());
        }
    }

    private void parseOrRefuse(String text) {
        faults.clear();
        try {
            parse(text.startsWith("OPTIONS") ? text : OPTIONS.replace("Max-Forwards: 70", text));
        } catch (ParseException e) {
            faults.add(e.getMessage() + " at " + e.getErrorOffset());
        }
        faults.forEach(fault -> assertEquals("malformed at 0", fault));
    }
}
