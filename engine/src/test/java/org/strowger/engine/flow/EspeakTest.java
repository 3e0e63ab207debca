package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against scripts in the place of espeak-ng, which a machine that builds need not have.
class EspeakTest {
    @TempDir Path folder;

    private Espeak speaking(String script) throws IOException {
        Path program = folder.resolve("espeak");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + program);
        }
        return new Espeak(program.toString());
    }

    private static String failure(Espeak espeak) {
        return String.valueOf(
                assertThrows(IOException.class, () -> espeak.speak("en-GB", "Hello", false))
                        .getMessage());
    }

    @Test
    void aProgramThatIsNotInstalledIsToldWithTheWayOut() {
        Path program = folder.resolve("none");
        assertEquals(
                program + " is not installed: install it, or record the prompt",
                failure(new Espeak(program.toString())));
    }

    @Test
    void aVoiceThatThereIsNotIsTold() throws IOException {
        assertEquals(
                folder.resolve("espeak") + " has no voice for 'en-gb'",
                failure(speaking("cat > /dev/null; exit 1")));
    }

    @Test
    void noSoundIsTold() throws IOException {
        assertEquals(
                folder.resolve("espeak") + " made no sound of it",
                failure(speaking("cat > /dev/null")));
    }

    @Test
    void theTextGoesInByTheStandardInputAndTheSoundComesOutAtTheTelephonesRate()
            throws IOException {
        int rate = 22_050;
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * rate).order(ByteOrder.LITTLE_ENDIAN);
        wav.putInt(24, rate);
        Path prepared = folder.resolve("prepared.wav");
        Files.write(prepared, wav.array());
        Path heard = folder.resolve("heard");
        String script =
                "echo \"$1 $2\" > '%s'; cat >> '%s'; cp '%s' \"$6\""
                        .formatted(heard, heard, prepared);
        byte[] samples = speaking(script).speak("en-GB", "-w /etc/passwd; é $(id)", false);
        assertEquals(8_000, samples.length);
        assertEquals(
                "-v en-gb\n-w /etc/passwd; é $(id)",
                Files.readString(heard, StandardCharsets.UTF_8));
    }

    @Test
    void markedUpTextIsAnnouncedAsSuch() throws IOException {
        Path heard = folder.resolve("heard");
        Espeak espeak = speaking("echo \"$8\" > '%s'; cat > /dev/null; exit 1".formatted(heard));
        assertThrows(IOException.class, () -> espeak.speak("en", "<speak>Hello</speak>", true));
        assertEquals("-m\n", Files.readString(heard, StandardCharsets.UTF_8));
    }
}
