package org.strowger.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.strowger.engine.contact.ContactSettings;
import org.strowger.engine.recording.RecordingKey;
import org.strowger.engine.recording.RecordingSettings;
import org.strowger.engine.recording.VoicemailSettings;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what is kept of calls, and for how long.
final class StorageReader {
    private static final int MOST_CONTACTS = 10_000_000;

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

    ContactSettings contacts() {
        YamlMap map = root.optional("contacts").map();
        ContactSettings usual = ContactSettings.USUAL;
        return new ContactSettings(
                Days.read(map.optional("keep")).orElse(usual.keep()),
                map.optional("most").integer(1, MOST_CONTACTS).orElse(usual.most()));
    }
}
