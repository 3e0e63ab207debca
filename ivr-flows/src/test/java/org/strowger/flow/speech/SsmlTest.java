package org.strowger.flow.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.speech.ReadSsml.Mistake;
import org.strowger.flow.speech.ReadSsml.Ok;
import org.strowger.flow.speech.ReadSsml.Refused;

/// Marked-up prompts: what is understood, and what is refused before a synthesiser sees it.
class SsmlTest {

    private static Ok ok(String text) {
        return assertInstanceOf(Ok.class, Ssml.read(text), () -> Ssml.read(text).toString());
    }

    private static List<Mistake> mistakes(String text) {
        return assertInstanceOf(Refused.class, Ssml.read(text), text).mistakes();
    }

    @Test
    void everyElementOfTheSubset() {
        Ok read =
                ok(
                        """
                        <speak version="1.1" xmlns='http://www.w3.org/2001/10/synthesis'
                               xml:lang="en-GB"><!-- greeting -->
                          <p><s>Hello <emphasis level="strong">there</emphasis>.</s></p>
                          <break time='500ms'/>
                          <prosody volume="loud" rate="80%" pitch="+5%">Tom &amp; Co,</prosody>
                          <sub alias="limited">Ltd</sub> <lang xml:lang="fr">bonjour</lang>
                        </speak>
                        """);
        assertEquals("Hello there. Tom & Co, limited bonjour", read.plain());
        assertEquals(
                "<speak xml:lang=\"en-GB\"> <p><s>Hello <emphasis level=\"strong\">there"
                        + "</emphasis>.</s></p> <break time=\"500ms\"></break> <prosody"
                        + " pitch=\"+5%\" rate=\"80%\" volume=\"loud\">Tom &amp; Co,</prosody> <sub"
                        + " alias=\"limited\">Ltd</sub> <lang xml:lang=\"fr\">bonjour</lang> </speak>",
                read.canonical());
    }

    @Test
    void theCanonicalTextReadsAsItself() {
        Ok read = ok("<speak>a&#x20;  &lt;b&gt; &#8364;<break time=\"1s\" /></speak>");
        assertEquals("<speak>a &lt;b&gt; €<break time=\"1s\"></break></speak>", read.canonical());
        assertEquals(read, ok(read.canonical()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | 0 | text must be within <speak>",
                "<p>x</p> | 0 | expected one <speak> around everything",
                "<speak>x | 8 | </speak> is missing",
                "<speak>a<brake/></speak> | 8 | unknown element <brake>, expected one of speak, p, s,"
                        + " break, emphasis, prosody, sub, lang",
                "<speak><break/></speak> | 7 | <break> needs time: 0ms to 10s, like 500ms",
                "<speak><break time='11s'/></speak> | 14 | time: expected 0ms to 10s, like 500ms",
                "<speak><p><p>x</p></p></speak> | 10 | <p> is not allowed in <p>",
                "<speak><p>x</s></p></speak> | 11 | expected </p>",
                "<speak><p pitch='low'>x</p></speak> | 10 | <p> has no attribute pitch, only xml:lang",
                "<speak>&nbsp;</speak> | 7 | expected &amp;, &lt;, &gt;, &quot;, &apos; or &#number;",
                "<speak>x</speak><speak>y</speak> | 16 | expected one <speak> around everything",
                "<speak a=1>x</speak> | 7 | expected attributes as name=\"value\" in <speak>"
            })
    void aMistakeHasItsPlaceAndWhatWasExpected(String text, int offset, String message) {
        assertEquals(new Mistake(offset, message), mistakes(text).getFirst());
    }

    @Test
    void allMistakesAreTold() {
        assertEquals(3, mistakes("<speak><a/><break time='1'/><sub>x</sub></speak>").size());
        assertEquals(20, mistakes("<speak>" + "<a/>".repeat(50) + "</speak>").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE speak [<!ENTITY a 'b'>]><speak>&a;</speak>",
                "<!DOCTYPE speak SYSTEM 'file:///etc/passwd'><speak>x</speak>",
                "<?xml-stylesheet href='http://example.org/x'?><speak>x</speak>",
                "<speak><![CDATA[<break/>]]></speak>",
                "<speak><audio src='http://example.org/x'/></speak>",
                "<speak>&#0;</speak>",
                "<speak>&#xD800;</speak>",
                "<speak>&#99999999999999999999;</speak>",
                "<speak>\u0007</speak>",
                "<speak><!-- a -- b --></speak>",
                "<speak",
                "<",
                "&",
                ""
            })
    void hostileTextIsRefused(String text) {
        assertTrue(!mistakes(text).isEmpty());
    }

    @Test
    void lengthAndDepthAreBounded() {
        ok("<speak>" + "x".repeat(Ssml.LONGEST - 15) + "</speak>");
        mistakes("<speak>" + "x".repeat(Ssml.LONGEST - 14) + "</speak>");
        String open = "<speak>" + "<lang xml:lang=\"en\">".repeat(9);
        String close = "</lang>".repeat(9) + "</speak>";
        ok(open + "x" + close);
        assertTrue(
                mistakes(open + "<s>x</s>" + close)
                        .getFirst()
                        .message()
                        .startsWith("nested deeper"));
    }

    /// The JDK's parser is the judge of what is XML: nothing may pass here that it refuses.
    @Test
    void whateverIsReadIsXmlThatSaysTheSame() throws XMLStreamException {
        String seed =
                "<speak>a <p><s>b&amp;</s></p><break time=\"1s\"/><sub alias=\"c\">d</sub></speak>";
        String letters = "<>/&;\"'= abps!-\u00E9\t";
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(seed);
            for (int slips = random.nextInt(4); slips > 0; slips--) {
                int at = random.nextInt(text.length());
                String slip = "" + letters.charAt(random.nextInt(letters.length()));
                text.replace(at, at + random.nextInt(2), slip);
            }
            if (Ssml.read(text.toString()) instanceof Ok(String canonical, String plain)) {
                read++;
                parse(text.toString());
                parse(canonical);
                assertEquals(new Ok(canonical, plain), Ssml.read(canonical));
            }
        }
        assertTrue(read > 1_000, "only " + read);
    }

    private static void parse(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
        while (reader.hasNext()) {
            reader.next();
        }
    }
}
