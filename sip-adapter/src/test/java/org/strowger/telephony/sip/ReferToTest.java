package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferToTest {

    private static ReferTo read(String referTo) throws ParseException {
        String text =
                """
                REFER sip:strowger@192.0.2.1 SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
                From: <sip:anna@192.0.2.1>;tag=a
                To: <sip:100@192.0.2.1>;tag=b
                Call-ID: c
                CSeq: 2 REFER
                Max-Forwards: 70
                %sContent-Length: 0

                """
                        .formatted(referTo.isEmpty() ? "" : "Refer-To: " + referTo + "\n")
                        .replace("\n", "\r\n");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ReferTo.in(
                (Request) new StringMsgParser().parseSIPMessage(bytes, true, false, null));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:200@192.0.2.1, 200, 192.0.2.1",
        "<sip:200@192.0.2.1:5070;transport=tcp>, 200, 192.0.2.1",
        "\"Ben\" <sip:ben@PBX.example>, ben, pbx.example",
        "<sip:200@192.0.2.1;method=INVITE>, 200, 192.0.2.1",
        "<sip:*22@192.0.2.1>, *22, 192.0.2.1",
        "<tel:+44(20)7946.0000>, +442079460000, ''",
        "<tel:200;phone-context=pbx.example>, 200, ''",
    })
    void aUserIsWhatAPersonWouldDial(String referTo, String user, String host) throws Exception {
        assertEquals(new ReferTo.User(user, host), read(referTo));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:200@192.0.2.1?Replaces=12345%40192.0.2.9%3Bto-tag%3D4-a%2B1%3Bfrom-tag%3D5>",
                "<sip:200@192.0.2.1?Replaces=12345%40192.0.2.9%3Bfrom-tag%3D5%3Bto-tag%3D4-a%2B1>",
                "<sip:200@192.0.2.1?Require=replaces&Replaces=12345%40192.0.2.9%3Bto-tag%3D4-a+1%3Bfrom-tag%3D5>",
            })
    void anotherCallIsNamedByItsCallIdAndTags(String referTo) throws Exception {
        assertEquals(new ReferTo.Call("12345@192.0.2.9", "4-a+1", "5"), read(referTo));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:192.0.2.1>",
                "<sip:2%2000@192.0.2.1>",
                "<sip:200@192.0.2.1;method=SUBSCRIBE>",
                "<http://192.0.2.1/>",
                "<mailto:anna@192.0.2.1>"
            })
    void aPlaceWithoutATelephoneIsElsewhere(String referTo) throws Exception {
        assertInstanceOf(ReferTo.Elsewhere.class, read(referTo));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<sip:200@192.0.2.1?Replaces=12345>",
                "<sip:200@192.0.2.1?Replaces=%3Bto-tag%3D4%3Bfrom-tag%3D5>",
                "<sip:200@192.0.2.1?Replaces=12345%3Bto-tag%3D4>"
            })
    void whatNamesNoPlaceAtAllIsUnreadable(String referTo) throws Exception {
        assertInstanceOf(ReferTo.Unreadable.class, read(referTo));
    }

    /// What a person can dial is never longer.
    @Test
    void aUserHasAtMost64Characters() throws Exception {
        assertInstanceOf(ReferTo.User.class, read("<sip:" + "2".repeat(64) + "@192.0.2.1>"));
        assertInstanceOf(ReferTo.Elsewhere.class, read("<sip:" + "2".repeat(65) + "@192.0.2.1>"));
    }
}
