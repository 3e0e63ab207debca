package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;

/// Where the files are that a command is about.
final class Site {
    static final String CONFIG = "--config";

    private static final long LONGEST_FILE = 16 << 20;

    private Site() {}

    /// The settings that a command names; when they are wrong, why has been told.
    static Optional<EngineSettings> settings(Arguments given, Terminal terminal) {
        return switch (SettingsFile.read(Path.of(given.needed(CONFIG)), terminal.environment())) {
            case SettingsFile.Result.Ok(EngineSettings settings) -> Optional.of(settings);
            case SettingsFile.Result.Refused(var problems) -> {
                terminal.failed(problems);
                yield Optional.empty();
            }
        };
    }

    /// The folders that the engine takes its flows from.
    static FlowFolder folder(EngineSettings settings) {
        return new FlowFolder(settings.flows(), settings.calendars(), settings.prompts());
    }

    /// What a flow file holds.
    static ParsedFlow flow(Path file) throws IOException {
        return FlowParser.parse(file.toString(), text(file));
    }

    /// @throws IOException that names the file
    static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a file, found a folder");
        }
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + ": longer than " + LONGEST_FILE + " bytes");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8 text", e);
        }
    }

    /// The folder of the site that a file belongs to: `shop` of `shop/flows/main.yaml`.
    static Path of(Path file) {
        Path folder = above(file);
        Path name = folder.getFileName();
        boolean isPart =
                name != null
                        && (name.toString().equals("flows") || name.toString().equals("calendars"));
        return isPart ? above(folder) : folder;
    }

    private static Path above(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /// A path that two ways of writing it have in common.
    static Path exact(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
