package org.strowger.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The `voicemail` commands by name.
final class VoicemailCommands {
    private static final CommandGroup ALL = new CommandGroup("voicemail", all());

    private VoicemailCommands() {}

    private static SequencedMap<String, Command> all() {
        SequencedMap<String, Command> all = new LinkedHashMap<>();
        all.put("list", new ListMessagesCommand());
        all.put("export", new ExportMessageCommand());
        all.put("done", new MessageDoneCommand());
        all.put("erase", new EraseMessagesCommand());
        return all;
    }

    static int run(List<String> args, Terminal terminal) {
        return ALL.run(args, terminal);
    }
}
