package org.strowger.telephony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartyTest {
    @Test
    void anOrdinaryNameIsKeptAsItIs() {
        Party zoe = new Party("+44 20 7946 0123", "Zoë O'Hára (家) 📞");
        assertEquals("+44 20 7946 0123", zoe.number());
        assertEquals("Zoë O'Hára (家) 📞", zoe.name());
    }

    @Test
    void aNameCannotForgeALineOfALog() {
        assertEquals(
                "Zoe 12:00 ERROR all is lost",
                new Party("1", "Zoe\n12:00 ERROR\tall is lost\r\n").name());
    }

    @Test
    void noCharacterThatControlsOrReversesSurvives() {
        IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(PartyTest::isHarmful)
                .forEach(
                        c ->
                                assertEquals(
                                        "a b",
                                        new Party("1", "a" + Character.toString(c) + "b").name(),
                                        () -> "U+%04X".formatted(c)));
    }

    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> isBidi(c);
        };
    }

    /// The marks of Unicode's property Bidi_Control.
    private static boolean isBidi(int c) {
        return c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    @Test
    void namesAndNumbersHaveAtMost64CharactersAndNoneIsCutInTwo() {
        String phones = "📞".repeat(100);
        assertEquals("📞".repeat(64), new Party("1", phones).name());
        assertEquals("1".repeat(64), new Party("1".repeat(10_000), "").number());
    }

    @Test
    void whatIsOnlyBlankIsNoName() {
        assertTrue(new Party("1", " \u0000\n ").name().isEmpty());
        assertEquals(Party.UNKNOWN, new Party("\r\n", "\u202E"));
    }
}
