package org.strowger.flow.exchange;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Reads menus of other products into flows of ours: text in, text and notes out.
public final class FlowImport {
    /// Editors of some systems put it before the text of a file (RFC 3629 section 6).
    static final String MARK = "\uFEFF";

    private FlowImport() {}

    /// Reads the whole text; whatever it holds, this returns.
    ///
    /// @param fileName what people call the file, for notes and problems
    public static Imported read(Format format, String fileName, String text) {
        return readText(format, fileName, text.startsWith(MARK) ? text.substring(1) : text);
    }

    private static Imported readText(Format format, String fileName, String text) {
        return switch (format) {
            case FREESWITCH ->
                    xml(
                            fileName,
                            text,
                            "a <menu>, and 10000 with their sub-menus at most",
                            FreeSwitchReader::read);
            case TWIML -> xml(fileName, text, "a <Response> with verbs", TwimlReader::read);
            case STUDIO -> json(fileName, text, "'states', at most 2000", StudioReader::read);
            case CONNECT -> json(fileName, text, "'Actions', at most 2000", ConnectReader::read);
            case FREEPBX -> freePbx(fileName, text);
            case VOICEXML -> xml(fileName, text, "a <vxml> document", VoiceXmlReader::read);
        };
    }

    private static Imported xml(
            String fileName,
            String text,
            String expected,
            BiConsumer<SourceElement, Drafts> reader) {
        XmlSource source = XmlSource.read(fileName, text);
        Optional<SourceElement> root = source.root();
        if (root.isEmpty()) {
            return new Imported.Refused(source.problems());
        }
        Drafts drafts = new Drafts(fileName);
        reader.accept(root.get(), drafts);
        root.get().noteLeftOvers(drafts.notes());
        return drafts.finish(expected);
    }

    private static Imported json(
            String fileName, String text, String expected, BiConsumer<SourceValue, Drafts> reader) {
        JsonSource source = JsonSource.read(fileName, text);
        if (!source.problems().isEmpty()) {
            return new Imported.Refused(source.problems());
        }
        Drafts drafts = new Drafts(fileName);
        reader.accept(source.root(), drafts);
        source.root().noteLeftOvers(drafts.notes());
        return drafts.finish(expected);
    }

    private static Imported freePbx(String fileName, String text) {
        String expected = "rows of ivr_details, and 10000 with their sub-menus at most";
        if (text.strip().startsWith("{")) {
            return json(fileName, text, expected, FreePbxReader::readJson);
        }
        CsvSource source = CsvSource.read(fileName, text);
        if (source.problem().isPresent()) {
            return new Imported.Refused(List.of(source.problem().get()));
        }
        Drafts drafts = new Drafts(fileName);
        FreePbxReader.readCsv(source.rows(), drafts);
        source.rows().noteLeftOvers(drafts.notes());
        return drafts.finish(expected);
    }
}
