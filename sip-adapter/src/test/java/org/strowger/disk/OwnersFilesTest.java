package org.strowger.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersFilesTest {
    @TempDir Path folder;

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void whatIsMadeIsItsOwnersAloneWithAllFoldersOnTheWay() throws IOException {
        Path file = folder.resolve("data/journal/lock");
        OwnersFiles.makeFolder(file.resolveSibling(""));
        OwnersFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
        assertEquals("rw-------", permissions(file));
        assertEquals("rwx------", permissions(folder.resolve("data/journal")));
        assertEquals("rwx------", permissions(folder.resolve("data")));
    }

    @Test
    void whatIsThereStaysAsOpenAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("open"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        OwnersFiles.makeFolder(folder);
        OwnersFiles.open(file, StandardOpenOption.WRITE).close();
        assertEquals("rw-r-----", permissions(file));
    }

    @Test
    void aContentIsPlacedWholeAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("data/seats");
        OwnersFiles.place(file, "first".getBytes(UTF_8));
        Files.writeString(folder.resolve("data/seats.new"), "what a crash left of another");
        OwnersFiles.place(file, "second".getBytes(UTF_8));
        assertEquals("second", Files.readString(file));
        assertEquals("rw-------", permissions(file));
        try (Stream<Path> all = Files.list(folder.resolve("data"))) {
            assertEquals(List.of(file), all.toList());
        }
    }
}
