package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.strowger.telephony.media.WavFile;

/// The site of a small company, as its admin has it on disk.
record Shop(Path folder) {
    static final String MAIN =
            """
            flow: main
            schema: 1
            language: en-GB
            start: hello
            nodes:
              hello: { say: welcome, next: open }
              open: { hours: { calendar: uk, open: line, closed: bye } }
              line: { queue: { name: support, on_no_agents: bye, max_wait: 10m, on_timeout: bye } }
              bye: { hangup: true }
            """;

    static Shop in(Path folder) throws IOException {
        Shop shop = new Shop(folder);
        shop.write("flows/main.yaml", MAIN);
        shop.write(
                "calendars/uk.yaml",
                """
                calendar: uk
                schema: 1
                zone: Europe/London
                hours:
                  mon-fri: ["09:00-17:30"]
                """);
        shop.record("welcome", 1);
        shop.publishing("by_command");
        return shop;
    }

    void publishing(String word) throws IOException {
        write(
                "strowger.yaml",
                """
                publishing: %s
                numbers: { 100: main }
                queues: { support: {} }
                agents: { anna: { password: x } }
                """
                        .formatted(word));
    }

    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    /// A recording of so many tenths of a second.
    void record(String id, int tenths) throws IOException {
        Path file = folder.resolve("prompts/en-GB/" + id + ".wav");
        Files.createDirectories(file.resolveSibling(""));
        WavFile.write(file, new byte[tenths * 800]);
    }

    String path(String name) {
        return folder.resolve(name).toString();
    }

    String settings() {
        return path("strowger.yaml");
    }

    /// What was printed, with paths as they are in the site.
    String within(String printed) {
        return printed.replace(folder + "/", "");
    }
}
