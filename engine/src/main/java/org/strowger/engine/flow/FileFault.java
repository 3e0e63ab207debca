package org.strowger.engine.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What went wrong with a file, for people: the JDK's own messages often say only which file.
public final class FileFault {
    private FileFault() {}

    public static String words(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : words(cause);
    }

    public static String words(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
            case FileAlreadyExistsException there -> there.getFile() + ": is there already";
            case AccessDeniedException denied ->
                    denied.getFile() + ": it may not be read or written by whoever runs this";
            case FileSystemException other ->
                    other.getReason() == null
                            ? other.getFile() + ": cannot be read or written"
                            : other.getFile() + ": " + other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
