package org.strowger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.simulator.report.Report;

class ReportFilesTest {
    @TempDir private Path folder;

    private record Written() implements Report {
        @Override
        public String text() {
            return "text\n";
        }

        @Override
        public String html() {
            return "page\n";
        }

        @Override
        public String json() {
            return "{}\n";
        }

        @Override
        public SortedMap<String, String> csv() {
            return new TreeMap<>();
        }
    }

    private static ReportFiles files(Optional<Path> html, Optional<Path> json, Optional<Path> csv) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        Asked asked =
                new Asked(List.of(), html, json, csv, OptionalInt.empty(), OptionalLong.empty(), 1);
        return new ReportFiles(asked, nowhere, nowhere);
    }

    private static void write(Path page) throws IOException {
        ReportFiles files = files(Optional.of(page), Optional.empty(), Optional.empty());
        files.check();
        files.write(new Written());
    }

    private static String refused(ReportFiles files) {
        return String.valueOf(assertThrows(IOException.class, files::check).getMessage());
    }

    @Test
    void aFileIsReplacedInWhole() throws IOException {
        Path page = folder.resolve("day.html");
        Files.writeString(page, "something longer that was there before\n");
        write(page);
        assertEquals("page\n", Files.readString(page));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(page), left.toList(), "nothing half written is left");
        }
    }

    @Test
    void aLinkIsFollowedAndStays() throws IOException {
        Path page = Files.writeString(folder.resolve("day.html"), "before\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), page);
        write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("page\n", Files.readString(page));
        Path early =
                Files.createSymbolicLink(folder.resolve("early"), folder.resolve("later.html"));
        write(early);
        assertTrue(Files.isSymbolicLink(early));
        assertEquals("page\n", Files.readString(folder.resolve("later.html")));
    }

    @Test
    void aPipeIsWrittenToAndStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        CompletableFuture<String> read =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return Files.readString(pipe);
                            } catch (IOException e) {
                                return e.toString();
                            }
                        });
        write(pipe);
        assertEquals("page\n", read.get());
        assertFalse(Files.isRegularFile(pipe, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatIsNoFolderTakesNoTables() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "mine\n");
        for (Path tables : List.of(file, file.resolve("tables"))) {
            String why = refused(files(Optional.empty(), Optional.empty(), Optional.of(tables)));
            assertTrue(why.startsWith(file + " is no folder"), why);
        }
        assertEquals("mine\n", Files.readString(file));
    }

    @Test
    void onePathIsNotTwoFiles() {
        String why =
                refused(
                        files(
                                Optional.of(folder.resolve("x")),
                                Optional.of(folder.resolve("./x")),
                                Optional.empty()));
        assertTrue(why.contains("cannot be both the page and the JSON"), why);
    }
}
