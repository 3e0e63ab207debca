package org.strowger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.strowger.yaml.YamlValue;

/// A file with a key or a password in it, which nobody but its owner and its group may read.
final class SecretFile {
    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("------rwx");

    private SecretFile() {}

    /// The file that a value names, if it is there and kept from others; if not, the value is
    /// refused.
    static Optional<Path> of(YamlValue value, SettingsFolder folder) {
        Optional<Path> file = folder.path(value);
        return file.filter(f -> folder.text(value, f).isPresent()).filter(f -> isKept(f, value));
    }

    private static boolean isKept(Path file, YamlValue value) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().noneMatch(OTHERS::contains)) {
                return true;
            }
            value.refuse(
                    "the file %s is open to everybody (%s): chmod 600 takes that away"
                            .formatted(file, PosixFilePermissions.toString(permissions)));
            return false;
        } catch (UnsupportedOperationException e) {
            return true; // A file system without permissions of this kind has others of its own.
        } catch (IOException e) {
            value.refuse("the file " + file + " cannot be looked at: " + e.getMessage());
            return false;
        }
    }
}
