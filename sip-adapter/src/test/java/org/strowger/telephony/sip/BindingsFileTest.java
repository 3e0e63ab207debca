package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.sip.Registrar.Binding;

class BindingsFileTest {
    private static final Instant ONE = Instant.parse("2026-03-02T13:00:00Z");
    private static final Binding ANNA = new Binding("sip:anna@10.0.0.7:5062;transport=udp", ONE);
    private static final Binding BEN = new Binding("sip:ben@10.0.0.8:5060", ONE.plusMillis(1));

    @TempDir Path folder;

    private Path path() {
        return folder.resolve("data").resolve("registrations");
    }

    private BindingsFile file() {
        return new BindingsFile(Optional.of(path()));
    }

    private void write(SortedMap<String, Binding> bindings) {
        try (BindingsFile file = file()) {
            file.write(bindings);
        }
    }

    private SortedMap<String, Binding> read() {
        try (BindingsFile file = file()) {
            return file.read();
        }
    }

    private void writeText(String text) throws IOException {
        Files.createDirectories(path().getParent());
        Files.write(path(), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void registrationsOutliveARestart() {
        write(new TreeMap<>(Map.of("anna", ANNA, "ben", BEN)));
        assertEquals(Map.of("anna", ANNA, "ben", BEN), read());
    }

    @Test
    void aFileThatIsNotThereHoldsNothing() {
        assertEquals(Map.of(), read());
    }

    @Test
    void withoutAFileNothingIsKeptAndNothingFails() {
        try (BindingsFile file = new BindingsFile(Optional.empty())) {
            file.write(new TreeMap<>(Map.of("anna", ANNA)));
            assertEquals(Map.of(), file.read());
        }
    }

    @Test
    void theLastOfManyWritesWins() throws IOException {
        SortedMap<String, Binding> bindings = new TreeMap<>();
        try (BindingsFile file = file()) {
            for (int i = 0; i < 5_000; i++) {
                bindings.put("anna", new Binding("sip:anna@10.0.0.7:" + i, ONE));
                file.write(bindings);
            }
        }
        assertEquals(bindings, read());
        assertEquals(1, Files.readAllLines(path()).size());
    }

    @Test
    void nothingIsLeftBesideTheFile() throws IOException {
        write(new TreeMap<>(Map.of("anna", ANNA)));
        try (var files = Files.list(path().getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aBrokenLineCostsOnlyItsOwnRegistration() throws IOException {
        writeText(
                """
                anna\tnot a time\tsip:anna@10.0.0.7

                garbage
                \u0000\u00ff\u00fe\t\t
                ben\t2026-03-02T13:00:00.001Z\tsip:ben@10.0.0.8:5060
                carla\t2026-03-02T13:0""");
        assertEquals(Map.of("ben", BEN), read());
    }

    @Test
    void anEmptyFileHoldsNothing() throws IOException {
        writeText("");
        assertEquals(Map.of(), read());
    }

    @Test
    void anExpiredRegistrationIsReadForTheRegistrarToJudge() {
        Binding old = new Binding("sip:anna@10.0.0.7", Instant.EPOCH);
        write(new TreeMap<>(Map.of("anna", old)));
        assertEquals(Map.of("anna", old), read());
    }

    @Test
    void aPlaceThatCannotBeWrittenDoesNotStopTheRegistrar() throws IOException {
        Files.writeString(folder.resolve("data"), "a file where a folder should be");
        write(new TreeMap<>(Map.of("anna", ANNA)));
        assertTrue(Files.isRegularFile(folder.resolve("data")));
        assertEquals(Map.of(), read());
    }

    @Test
    void addressesBeyondAsciiAreKept() {
        Binding zoe = new Binding("sip:zoë@10.0.0.9", ONE);
        write(new TreeMap<>(Map.of("zoe", zoe)));
        assertEquals(Map.of("zoe", zoe), read());
    }
}
