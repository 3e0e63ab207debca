package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.StartFailure;
import org.strowger.engine.call.CallbackBook;
import org.strowger.telephony.peers.Ports;

/// A node that cannot start says in one line which setting to look at, and leaves nothing running.
class StartRefusedIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir private Path path;
    private Centre.Folder folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = Centre.Folder.in(path.resolve("one"));
    }

    @AfterEach
    void nothingRuns() {
        Front.await("no thread of an engine", Threads::ofTheEngine, Map::isEmpty);
    }

    private static void assertRefused(Centre.Folder folder, String what, String setting) {
        String said = String.valueOf(assertThrows(StartFailure.class, folder::start).getMessage());
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains(what), said);
        assertTrue(said.contains(setting), said);
    }

    @Test
    void takenSipPortIsNamed() throws Exception {
        String what = "127.0.0.1:" + folder.sipPort();
        InetSocketAddress taken = new InetSocketAddress(LOOPBACK, folder.sipPort());
        try (DatagramSocket _ = new DatagramSocket(taken)) {
            assertRefused(folder, what, "sip.port");
        }
        try (ServerSocket _ = new ServerSocket(folder.sipPort(), 1, LOOPBACK)) {
            assertRefused(folder, what, "sip.port");
        }
        Centre.open(folder).close();
    }

    @Test
    void takenHttpPortIsNamed() throws Exception {
        int port = Ports.free();
        folder.writeSettings(port, "data");
        try (ServerSocket _ = new ServerSocket(port, 1, LOOPBACK)) {
            assertRefused(folder, "127.0.0.1:" + port, "http.port");
        }
        Centre.open(folder).close();
    }

    @Test
    void dataOfAnotherNodeThatRunsIsNamedAndTheOtherGoesOn() throws Exception {
        Centre.Folder other = Centre.Folder.in(path.resolve("two"));
        Path data = folder.path().resolve("data");
        other.writeSettings(0, data.toString());
        try (Centre running = Centre.open(folder)) {
            Path callbacks = data.resolve(CallbackBook.FILE);
            Object file = Files.getAttribute(callbacks, "unix:ino");
            assertRefused(other, data.toString(), "STROWGER_DATA");
            assertEquals(file, Files.getAttribute(callbacks, "unix:ino"), "nobody wrote it anew");
            assertEquals("test", running.status().getString("centre"));
        }
        Centre.open(other).close();
    }
}
