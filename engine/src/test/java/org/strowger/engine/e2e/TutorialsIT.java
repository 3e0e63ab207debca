package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.peers.Recording;

/// The tutorials, step by step as they are written, by telephones that are not ours.
@Tag("peers")
class TutorialsIT {
    private static final double ALIKE = 0.85;

    @TempDir private Path folder;

    private static Baresip agent(ServedCentre centre, String name, String password) {
        Baresip phone = Baresip.phone(name).registersAt(centre.address(), password).start();
        phone.awaitRegistered();
        Front.await(name + " is ready", () -> centre.agentState(name), "ready"::equals);
        return phone;
    }

    private static Baresip caller(ServedCentre centre, String number) {
        Baresip phone = Baresip.phone(number).start();
        phone.dial(centre.uri("100"));
        return phone;
    }

    private static void talks(Baresip agent, Baresip caller) {
        agent.awaitIncoming();
        agent.accept();
        agent.awaitEstablished();
        caller.awaitEstablished();
    }

    /// The agent whose telephone rings for a caller.
    private static String offeredTo(ServedCentre centre, String number) {
        return Front.await(
                        "the call of " + number + " is offered",
                        () -> call(centre, number),
                        call ->
                                call.filter(c -> c.getString("state").equals("offered"))
                                        .isPresent())
                .orElseThrow()
                .getString("agent");
    }

    private static Optional<JsonObject> call(ServedCentre centre, String number) {
        return centre.calls().stream()
                .filter(c -> c.getString("number").equals(number))
                .findFirst();
    }

    private static void awaitState(ServedCentre centre, String number, String state) {
        Front.await(
                "the call of %s is %s".formatted(number, state),
                () -> call(centre, number).map(c -> c.getString("state")).orElse("gone"),
                state::equals);
    }

    private static boolean hears(Recording heard, short[] prompt) {
        return heard.find(prompt).correlation() >= ALIKE;
    }

    private String command(String... words) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.strowger.engine.cli.Main"));
        line.addAll(List.of(words));
        Process process =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return said;
    }

    @Test
    void firstQueue() throws Exception {
        Tutorial tutorial = Tutorial.read("first-queue.md");
        Path centreFolder = tutorial.write(folder);
        Path settings = centreFolder.resolve("strowger.yaml");

        assertEquals(
                "0 errors, 0 warnings\n",
                command("flow", "check", "--config", "my-centre/strowger.yaml", "my-centre/flows"));
        try (ServedCentre centre = ServedCentre.serve(settings)) {
            try (Baresip early = caller(centre, "5550100")) {
                early.awaitEstablished();
                early.awaitClosed(Duration.ofSeconds(20));
            }
            try (Baresip anna = agent(centre, "anna", "make-one-up")) {
                theQueueWorks(centre, anna);
                annaHearsAWhisper(centre, anna, tutorial, settings);
            }
        }
    }

    private static void theQueueWorks(ServedCentre centre, Baresip anna) {
        try (Baresip first = caller(centre, "5550101");
                Baresip second = Baresip.phone("5550102").start()) {
            talks(anna, first);
            second.dial(centre.uri("100"));
            second.awaitHeard(
                    "the place in line",
                    Duration.ofSeconds(30),
                    heard -> hears(heard, Centre.prompts("you-are-number", "number-1", "in-line")));
            second.hangUp();
            first.hangUp();
            anna.awaitClosed();
            Front.await(
                    "Anna writes her notes", () -> centre.agentState("anna"), "wrap-up"::equals);
            Front.await("Anna is ready", () -> centre.agentState("anna"), "ready"::equals);
        }
    }

    private void annaHearsAWhisper(
            ServedCentre centre, Baresip anna, Tutorial tutorial, Path settings) throws Exception {
        String line = tutorial.changedLine("support");
        Files.writeString(
                settings,
                Files.readString(settings).replaceFirst("(?m)^ *support:.*$", "  " + line.strip()));
        Path spoken = settings.resolveSibling("data").resolve("spoken");
        Front.await(
                "the change is in force",
                centre::said,
                said -> said.contains("queue support is changed: whisper"));
        short[] whisper = newest(spoken);
        try (Baresip third = caller(centre, "5550103")) {
            anna.awaitIncoming();
            anna.accept();
            anna.awaitHeard("the whisper", Duration.ofSeconds(15), heard -> hears(heard, whisper));
            awaitState(centre, "5550103", "talking");
            third.hangUp();
        }
    }

    private static short[] newest(Path spoken) throws IOException {
        try (var files = Files.list(spoken)) {
            Path newest =
                    files.filter(file -> file.toString().endsWith(".wav"))
                            .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                            .orElseThrow();
            return Recording.read(newest).samples();
        }
    }

    @Test
    void callbacks() throws Exception {
        Path settings = Tutorial.read("callbacks.md").write(folder).resolve("strowger.yaml");
        assertEquals(
                "0 errors, 0 warnings\n",
                command("flow", "check", "--config", "my-centre/strowger.yaml", "my-centre/flows"));
        String number = "+442071838750";
        try (Baresip customer = Baresip.phone(number).start()) {
            String port = customer.uri().substring(customer.uri().lastIndexOf(':'));
            Files.writeString(settings, Centre.replaced(Files.readString(settings), ":5062", port));
            try (ServedCentre centre = ServedCentre.serve(settings)) {
                customer.dial(centre.uri("100"));
                customer.awaitEstablished();
                Front.await("the promise", () -> asksForCallback(centre, customer), asked -> asked);
                customer.awaitClosed(Duration.ofSeconds(20));
                theCustomerIsCalledBack(centre, customer, number);
            }
        }
    }

    private static boolean asksForCallback(ServedCentre centre, Baresip customer) {
        customer.press('1');
        return centre.calls().stream().noneMatch(c -> c.getString("state").equals("in line"));
    }

    private static void theCustomerIsCalledBack(
            ServedCentre centre, Baresip customer, String number) {
        try (Baresip anna =
                Baresip.phone("anna").registersAt(centre.address(), "make-one-up").start()) {
            anna.awaitIncoming();
            anna.accept();
            customer.awaitIncoming();
            customer.accept();
            customer.awaitEstablished();
            awaitState(centre, number, "calling customer");
            customer.press('1');
            awaitState(centre, number, "talking");
            customer.hangUp();
            anna.awaitClosed();
        }
    }

    @Test
    void vipAndLastAgent() throws Exception {
        int crmPort = Ports.free();
        Path centreFolder = Tutorial.read("vip-and-last-agent.md").write(folder);
        Path flow = centreFolder.resolve("flows").resolve("welcome.yaml");
        Files.writeString(
                flow, Centre.replaced(Files.readString(flow), ":8000/", ":" + crmPort + "/"));
        Process crm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jwebserver")
                                        .toString(),
                                "-p",
                                Integer.toString(crmPort),
                                "-d",
                                centreFolder.resolve("crm").toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("crm.log").toFile())
                        .start();
        try (ServedCentre centre = ServedCentre.serve(centreFolder.resolve("strowger.yaml"));
                Baresip ben = agent(centre, "ben", "and-another")) {
            try (Baresip anna = agent(centre, "anna", "make-one-up")) {
                theSameAgentAgain(centre, anna, ben);
            }
            goldGoesFirst(centre, ben);
        } finally {
            crm.destroy();
        }
    }

    private static void theSameAgentAgain(ServedCentre centre, Baresip anna, Baresip ben) {
        String first = talksWithWhoeverRings(centre, anna, ben);
        String second = talksWithWhoeverRings(centre, anna, ben);
        assertEquals(first, second);
    }

    private static String talksWithWhoeverRings(ServedCentre centre, Baresip anna, Baresip ben) {
        try (Baresip caller = caller(centre, "5550102")) {
            String agent = offeredTo(centre, "5550102");
            Baresip phone = agent.equals("anna") ? anna : ben;
            talks(phone, caller);
            awaitState(centre, "5550102", "talking");
            caller.hangUp();
            phone.awaitClosed();
            Front.await("free", () -> centre.agentState(agent), "ready"::equals);
            return agent;
        }
    }

    private static void goldGoesFirst(ServedCentre centre, Baresip ben) {
        Front.await("Anna is gone", () -> centre.agentState("anna"), "signed out"::equals);
        try (Baresip busy = caller(centre, "5550103")) {
            talks(ben, busy);
            try (Baresip standard = caller(centre, "5550102")) {
                awaitState(centre, "5550102", "in line");
                try (Baresip gold = caller(centre, "5550101")) {
                    awaitState(centre, "5550101", "in line");
                    busy.hangUp();
                    ben.awaitClosed();
                    assertEquals("ben", offeredTo(centre, "5550101"));
                    assertEquals(
                            "in line", call(centre, "5550102").orElseThrow().getString("state"));
                    gold.hangUp();
                }
                standard.hangUp();
            }
        }
    }
}
