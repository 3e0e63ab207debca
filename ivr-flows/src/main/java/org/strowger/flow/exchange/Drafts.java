package org.strowger.flow.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// The flows that one source becomes.
final class Drafts {
    private final String fileName;
    private final Notes notes = new Notes();
    private final Names names = new Names();
    private final List<FlowDraft> flows = new ArrayList<>();

    Drafts(String fileName) {
        this.fileName = fileName;
    }

    Notes notes() {
        return notes;
    }

    String fileName() {
        return fileName;
    }

    FlowDraft open(String wanted, Position at) {
        FlowDraft flow = new FlowDraft(names.fresh(Names.id(wanted, "flow")), at, notes);
        flows.add(flow);
        return flow;
    }

    /// The name of the file without folders and ending, for a flow that has no other.
    String nameOfFile() {
        return Names.recording(fileName);
    }

    /// @param expected what the source should have held, told when nothing came of it
    Imported finish(String expected) {
        if (flows.isEmpty()) {
            return refused(new Position(fileName, 1, 1).problem("expected " + expected));
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (FlowDraft flow : flows) {
            Optional<Problem> tooLarge = flow.complete();
            if (tooLarge.isPresent()) {
                return refused(tooLarge.get());
            }
            files.put("flows/" + flow.id() + ".yaml", flow.written(fileName));
            files.putAll(flow.calendars());
        }
        return new Imported.Ok(files, notes.inFileOrder());
    }

    private static Imported refused(Problem problem) {
        return new Imported.Refused(List.of(problem));
    }
}
