package org.strowger.flow.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A form in which other products keep their menus.
public enum Format {
    /// `ivr.conf` of FreeSWITCH: XML of `<menu>` and `<entry>`.
    FREESWITCH,
    /// The tables `ivr_details` and `ivr_entries` of FreePBX, as JSON or CSV.
    FREEPBX,
    /// Twilio's call markup: XML of `<Response>`.
    TWIML,
    /// A flow of Twilio Studio: JSON of states and transitions.
    STUDIO,
    /// A flow of Amazon Connect, in its flow language of 2019-10-30.
    CONNECT,
    /// VoiceXML 2.0 and 2.1: menus and fields for digits.
    VOICEXML;

    private static final List<String> XML_ROOTS = List.of("<vxml", "<Response", "<menu");
    private static final int LOOKED_AT = 100_000;

    /// What people type for it: `freeswitch`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> ofWord(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /// What the text looks like, from its first 100,000 characters.
    public static Optional<Format> guess(String text) {
        String start =
                text.substring(0, Math.min(text.length(), LOOKED_AT))
                        .replace(FlowImport.MARK, "")
                        .strip();
        if (start.startsWith("<")) {
            return XML_ROOTS.stream().filter(start::contains).findFirst().map(Format::ofRoot);
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return ofJson(start);
        }
        return start.contains("ivr_id") || start.contains("invalid_loops")
                ? Optional.of(FREEPBX)
                : Optional.empty();
    }

    private static Format ofRoot(String root) {
        return switch (root) {
            case "<vxml" -> VOICEXML;
            case "<Response" -> TWIML;
            default -> FREESWITCH;
        };
    }

    private static Optional<Format> ofJson(String start) {
        if (start.contains("\"states\"")) {
            return Optional.of(STUDIO);
        }
        if (start.contains("\"Actions\"") || start.contains("\"StartAction\"")) {
            return Optional.of(CONNECT);
        }
        return start.contains("\"ivrs\"") || start.contains("\"invalid_loops\"")
                ? Optional.of(FREEPBX)
                : Optional.empty();
    }
}
