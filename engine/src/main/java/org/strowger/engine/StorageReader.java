package org.strowger.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.engine.cluster.JournalRetention;
import org.strowger.engine.contact.ContactSettings;
import org.strowger.engine.recording.RecordingKey;
import org.strowger.engine.recording.RecordingSettings;
import org.strowger.engine.recording.VoicemailSettings;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what is kept of calls, and for how long.
final class StorageReader {
    private static final int MOST_CONTACTS = 10_000_000;
    private static final int MOST_GIBIBYTES = 1_024;
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,6}GiB");
    private static final String A_SIZE = "a size from 1GiB to " + MOST_GIBIBYTES + "GiB";

    private final YamlMap root;
    private final SettingsFolder folder;

    StorageReader(YamlMap root, SettingsFolder folder) {
        this.root = root;
        this.folder = folder;
    }

    RecordingSettings recordings(Path data) {
        YamlMap map = root.optional("recordings").map();
        Path there =
                folder.path(map.optional("folder")).orElse(data.resolve(RecordingSettings.FOLDER));
        Duration keep = Days.read(map.optional("keep")).orElse(RecordingSettings.KEEP);
        return new RecordingSettings(there, keep, key(map.optional("key_file")));
    }

    private Optional<RecordingKey> key(YamlValue value) {
        Optional<Path> file = SecretFile.of(value, folder);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordingKey.read(file.get()));
        } catch (IOException e) {
            value.refuse(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    VoicemailSettings voicemail() {
        YamlMap map = root.optional("voicemail").map();
        return new VoicemailSettings(
                Days.read(map.optional("keep")).orElse(VoicemailSettings.KEEP));
    }

    JournalRetention journal() {
        YamlMap map = root.optional("journal").map();
        JournalRetention usual = JournalRetention.USUAL;
        return new JournalRetention(
                Days.read(map.optional("keep")).orElse(usual.keep()),
                size(map.optional("most")).orElse(usual.mostBytes()));
    }

    private static Optional<Long> size(YamlValue value) {
        Optional<Long> gibibytes =
                value.text(SIZE, A_SIZE)
                        .map(text -> Long.parseLong(text.substring(0, text.length() - 3)));
        if (gibibytes.isPresent() && (gibibytes.get() < 1 || gibibytes.get() > MOST_GIBIBYTES)) {
            value.refuse("expected " + A_SIZE + ", but found " + gibibytes.get() + "GiB");
            return Optional.empty();
        }
        return gibibytes.map(size -> size * JournalRetention.GIB);
    }

    ContactSettings contacts() {
        YamlMap map = root.optional("contacts").map();
        ContactSettings usual = ContactSettings.USUAL;
        return new ContactSettings(
                Days.read(map.optional("keep")).orElse(usual.keep()),
                map.optional("most").integer(1, MOST_CONTACTS).orElse(usual.most()));
    }
}
