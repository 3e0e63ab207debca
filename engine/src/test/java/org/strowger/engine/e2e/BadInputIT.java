package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Sipp;

/// Nonsense from the network and mistakes of the operator: refused, named, and no harm to calls.
class BadInputIT {
    @TempDir private Path path;
    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre = Centre.open(path);
    }

    @AfterEach
    void close() {
        centre.close();
    }

    private Baresip callerInTheMenu(String name) {
        Baresip caller = Baresip.phone(name).start();
        caller.dial(centre.uri("100"));
        caller.awaitEstablished();
        Front.await(name + " at the menu", () -> nodeOf(name), "main"::equals);
        return caller;
    }

    private JsonObject callOf(String number) {
        return centre.calls().stream()
                .filter(call -> call.getString("number").equals(number))
                .findFirst()
                .orElse(new JsonObject());
    }

    private String nodeOf(String number) {
        return callOf(number).getString("node", "");
    }

    private void awaitQueue(String number, String queue) {
        Front.await(
                number + " in line for " + queue,
                () -> callOf(number).getString("queue", ""),
                queue::equals);
    }

    @Test
    void garbageDisturbsNeitherACallThatIsUpNorTheNext() throws Exception {
        try (Sipp ann = centre.agent("ann", Sipp.scenario("agent-patient").calls(2))) {
            Centre.Holdings before = centre.holdings();
            try (Baresip caller = callerInTheMenu("carl")) {
                throwGarbage(new Random(1));
                caller.press('1');
                centre.awaitCall("talking");
                throwGarbage(new Random(2));
                assertEquals("talking", callOf("carl").getString("state"));
                caller.hangUp();
                caller.awaitClosed();
                centre.awaitAgent("ann", "ready"::equals);
                caller.dial(centre.uri("100"));
                caller.awaitEstablished();
                centre.awaitNode("main");
                caller.press('2');
                centre.awaitCall("talking");
                caller.hangUp();
                caller.awaitClosed();
            }
            assertTrue(ann.await(Front.SOON).isClean());
            centre.awaitNothingLeftBut(before);
        }
    }

    /// Bytes, and beginnings of messages, by UDP and by TCP.
    private void throwGarbage(Random random) throws IOException {
        InetSocketAddress to =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), centre.folder().sipPort());
        try (DatagramSocket udp = new DatagramSocket()) {
            for (int i = 0; i < 200; i++) {
                byte[] bytes = garbage(random);
                udp.send(new DatagramPacket(bytes, bytes.length, to));
            }
        }
        for (int i = 0; i < 5; i++) {
            try (Socket tcp = new Socket(to.getAddress(), to.getPort())) {
                OutputStream out = tcp.getOutputStream();
                out.write(garbage(random));
                out.write(garbage(random));
            } catch (SocketException hungUpOnUs) {
                assertTrue(callOf("carl").containsKey("state"));
            }
        }
    }

    private static byte[] garbage(Random random) {
        String[] beginnings = {
            "INVITE sip:100@x SIP/2.0\r\nVia: ",
            "BYE sip:x SIP/2.0\r\nCSeq: -1 BYE\r\n\r\n",
            "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\nContent-Length: 99999999999\r\n\r\n",
            ""
        };
        byte[] beginning =
                beginnings[random.nextInt(beginnings.length)].getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[beginning.length + random.nextInt(1, 1200)];
        random.nextBytes(all);
        System.arraycopy(beginning, 0, all, 0, beginning.length);
        return all;
    }

    @Test
    void callsThatCannotBeTakenAreRefusedWithTheirReasonAndLeaveNothing() {
        Centre.Holdings before = centre.holdings();
        assertClean(Sipp.scenario("caller-no-codec").service("100"));
        assertClean(Sipp.scenario("caller-unknown-number").service("999"));
        centre.awaitNothingLeftBut(before);
    }

    private void assertClean(Sipp.Plan caller) {
        assertEquals(
                new Sipp.Outcome(0, 1, 0, ""), caller.calls(1).run(centre.address(), Front.SOON));
    }

    @Test
    void flowWithATypoIsRefusedByLineAndColumnAndTheLastGoodOneAnswersUntilItIsMended()
            throws Exception {
        String good = centre.folder().usualFlow();
        try (Baresip before = callerInTheMenu("before")) {
            centre.folder().writeFlow(Centre.replaced(good, "menu:", "mneu:"));
            JsonArray problems =
                    Front.await(
                            "the problem on the status page",
                            () -> centre.status().getJsonArray("problems"),
                            shown -> !shown.isEmpty());
            assertEquals(
                    centre.engine().flows().problems().stream().map(Object::toString).toList(),
                    problems.getList());
            String typo = place(good, "menu:") + ": main: unknown key 'mneu', did you mean 'menu'?";
            assertTrue(problems.contains(typo), problems::encode);

            try (Baresip during = callerInTheMenu("during")) {
                during.press('2');
                awaitQueue("during", "sales");
                String mended =
                        Centre.replaced(
                                good, "customers, go: to-support", "customers, go: swapped");
                mended =
                        Centre.replaced(
                                mended,
                                "new customers,      go: to-sales",
                                "new customers, go: to-support");
                mended = Centre.replaced(mended, "go: swapped", "go: to-sales");
                centre.folder().writeFlow(mended);
                Front.await(
                        "no problem",
                        () -> centre.status().getJsonArray("problems"),
                        JsonArray::isEmpty);
                try (Baresip after = callerInTheMenu("after")) {
                    after.press('1');
                    awaitQueue("after", "sales");
                    assertEquals("main", nodeOf("before"));
                    before.press('1');
                    awaitQueue("before", "support");
                }
            }
        }
        assertEquals(List.of(), centre.engine().flows().problems());
    }

    /// Where a word first is in the flow: `file:line:column`.
    private String place(String flow, String word) {
        String upToIt = flow.substring(0, flow.indexOf(word));
        int line = (int) upToIt.chars().filter(c -> c == '\n').count() + 1;
        int column = upToIt.length() - upToIt.lastIndexOf('\n');
        return centre.folder().flow() + ":" + line + ":" + column;
    }
}
