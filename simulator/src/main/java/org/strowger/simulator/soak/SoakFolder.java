package org.strowger.simulator.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The centre that is soaked: its settings and its one flow, written into a folder.
///
/// @param sip the engine's SIP port
/// @param phones the SIP port of callers and agents
record SoakFolder(Path path, int sip, int http, int phones) {
    static final String HOST = "127.0.0.1";
    static final String NUMBER = "100";

    /// The line for callers whose flow is not the one that they began with: nobody may come there.
    static final String MIXED = "mixed";

    static final String PASSWORD = "soaked";
    static final int RING_SECONDS = 3;

    private static final String CENTRE = "soak";

    void write(int agents) throws IOException {
        StringBuilder settings = new StringBuilder();
        settings.append(
                """
                centre: %s
                data: data
                sip: { port: %d, max_legs: 20000, media_ports: 20000-45999 }
                http: { port: %d }
                numbers: { "%s": soak }
                trunk:
                  address: "sip:{number}@%s:%d"
                  caller_id: "%s"
                  calls_per_hour: 1000000
                  calls_at_once: 10000
                transfers: { allowed: [ "555" ] }
                contacts: { most: 1000 }
                queues:
                  support:
                    ring_time: %8$ds
                    wrap_up: 1s
                    retry_delay: 1s
                    callback: { dial: agent_first, attempts: 2, retry: 1s, expires: 1m, confirm: yes }
                  sales:
                    ring_time: %8$ds
                    wrap_up: 0s
                    retry_delay: 1s
                    agents: fewest_calls
                  mixed: {}
                agents:
                """
                        .formatted(CENTRE, sip, http, NUMBER, HOST, phones, NUMBER, RING_SECONDS));
        for (int i = 1; i <= agents; i++) {
            String ranks = i > agents - experts(agents) ? ", ranks: { support: 9, sales: 9 }" : "";
            settings.append("  %s: { password: %s%s }\n".formatted(agent(i), PASSWORD, ranks));
        }
        Files.writeString(settings(), settings);
        publish(0);
    }

    /// Puts an edition of the flow in place of the one before, in one step. A call notes which it
    /// began with, and at its end asks whether that is the one it is in.
    void publish(int edition) throws IOException {
        Path flows = Files.createDirectories(path.resolve("flows"));
        Path beside = path.resolve("soak.yaml.new");
        Files.writeString(
                beside,
                """
                flow: soak
                schema: 1
                language: en-GB
                start: edition
                vars: { edition: string }
                nodes:
                  edition: { set: { edition: "'%1$d'" }, next: menu }
                  menu:
                    menu: { prompt: goodbye, choices: { 1: support, 2: sales, 3: call-me }, give_up: hangup }
                  support:
                    queue:
                      name: support
                      announce_place: 5s
                      max_wait: 25s
                      on_timeout: sales
                      callback_offer: { after: 6s, say: noted, key: 9, go: call-me }
                  sales: { queue: { name: sales, announce_place: 5s, max_wait: 25s, on_timeout: bye } }
                  call-me: { callback: { queue: support }, next: bye }
                  bye: { switch: [ { if: "edition == '%1$d'", go: thanks }, { go: mixed } ] }
                  mixed: { queue: { name: mixed } }
                  thanks: { say: goodbye, next: hangup }
                """
                        .formatted(edition));
        Files.move(beside, flows.resolve("soak.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// The user name of the agents' telephones, and their ids: counted from 1.
    static String agent(int number) {
        return "a" + number;
    }

    /// How many of the agents, the last ones, are offered calls only when nobody else is free: whom
    /// their colleagues ask. At least one.
    static int experts(int agents) {
        return Math.max(1, agents / 5);
    }

    Path settings() {
        return path.resolve("strowger.yaml");
    }

    Path journal() {
        return path.resolve("data").resolve("journal").resolve(CENTRE);
    }

    Path journalCopy() {
        return path.resolve("journal");
    }

    Path contacts() {
        return path.resolve("data").resolve("contacts");
    }

    Path log() {
        return path.resolve("engine.log");
    }
}
