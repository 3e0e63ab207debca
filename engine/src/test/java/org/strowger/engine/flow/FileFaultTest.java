package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFaultTest {
    @Test
    void whatIsWrongWithAFileIsSaidInWords() {
        assertEquals("a: there is no such file", FileFault.words(new NoSuchFileException("a")));
        assertEquals("a: is there already", FileFault.words(new FileAlreadyExistsException("a")));
        assertEquals(
                "a: it may not be read or written by whoever runs this",
                FileFault.words(new AccessDeniedException("a")));
        assertEquals(
                "a: No space left on device",
                FileFault.words(new FileSystemException("a", null, "No space left on device")));
        assertEquals("a: cannot be read or written", FileFault.words(new FileSystemException("a")));
        assertEquals("a: damaged", FileFault.words(new IOException("a: damaged")));
    }
}
