package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads FreePBX's IVRs: rows of `ivr_details` and `ivr_entries`, as its backup has them (`ivrs`
/// and `entries`), as a dump of the two tables, or as CSV of them.
final class FreePbxReader {
    private final Drafts drafts;
    private final SequencedMap<String, SourceValue> details = new LinkedHashMap<>();
    private final SequencedMap<String, List<SourceValue>> entries = new LinkedHashMap<>();

    private FreePbxReader(Drafts drafts) {
        this.drafts = drafts;
    }

    static void readJson(SourceValue root, Drafts drafts) {
        FreePbxReader reader = new FreePbxReader(drafts);
        for (String table : List.of("ivrs", "ivr_details")) {
            reader.rowsIn(root.field(table)).forEach(reader::takeDetails);
        }
        for (String table : List.of("entries", "ivr_entries")) {
            reader.rowsIn(root.field(table)).forEach(reader::takeEntry);
        }
        reader.write();
    }

    static void readCsv(SourceValue rows, Drafts drafts) {
        FreePbxReader reader = new FreePbxReader(drafts);
        for (SourceValue row : rows.items()) {
            if (row.has("ivr_id")) {
                reader.takeEntry(row);
            } else {
                reader.takeDetails(row);
            }
        }
        reader.write();
    }

    /// The rows of a list, or of lists by the number of the IVR.
    private List<SourceValue> rowsIn(SourceValue table) {
        List<SourceValue> rows = new ArrayList<>(table.items());
        for (SourceValue group : table.fields().values()) {
            rows.addAll(group.isList() ? group.items() : List.of(group));
        }
        rows.removeIf(row -> !row.isMap());
        rows.forEach(FreePbxReader::dropNumberedCells);
        return rows;
    }

    /// PHP's fetch gives each cell twice, by name and by number.
    private static void dropNumberedCells(SourceValue row) {
        List<String> named = new ArrayList<>();
        row.keys().stream()
                .filter(key -> !key.matches("[0-9]+"))
                .forEach(key -> named.add(row.peek(key).orElse("")));
        for (String key : row.keys()) {
            boolean numbered = key.matches("[0-9]{1,3}") && Integer.parseInt(key) < named.size();
            if (numbered && named.get(Integer.parseInt(key)).equals(row.peek(key).orElse(""))) {
                row.text(key);
            }
        }
    }

    private void takeDetails(SourceValue row) {
        Optional<String> id = row.text("id");
        if (id.isEmpty() || details.putIfAbsent(id.get(), row) != null) {
            String what = "an IVR without an id of its own: left out, with all in it";
            drafts.notes().add(row.useAll().at(), what);
        }
    }

    private void takeEntry(SourceValue row) {
        String ivr = row.text("ivr_id").orElse("");
        entries.computeIfAbsent(ivr, _ -> new ArrayList<>()).add(row);
    }

    private void write() {
        entries.forEach(
                (ivr, rows) -> {
                    if (!details.containsKey(ivr)) {
                        String what =
                                "an entry of IVR "
                                        + quoted(ivr)
                                        + ", not in this file: left out, with all in it";
                        rows.forEach(row -> drafts.notes().add(row.useAll().at(), what));
                    }
                });
        for (Families family : Families.of(details.keySet(), this::subMenus)) {
            SourceValue top = rowOf(family.top());
            String name = top.text("name").orElse("ivr " + family.top());
            FlowDraft flow = drafts.open(name, top.at());
            top.text("description").ifPresent(flow::describe);
            FreePbxFlow writer = new FreePbxFlow(flow, family, details);
            for (String ivr : family.parents().keySet()) {
                writer.menu(ivr, rowOf(ivr), entries.getOrDefault(ivr, List.of()));
            }
        }
    }

    private List<String> subMenus(String ivr) {
        List<String> subs = new ArrayList<>();
        for (SourceValue entry : entries.getOrDefault(ivr, List.of())) {
            FreePbxFlow.ivrIn(entry.peek("dest").orElse("")).ifPresent(subs::add);
        }
        for (String key : List.of("invalid_destination", "timeout_destination")) {
            FreePbxFlow.ivrIn(rowOf(ivr).peek(key).orElse("")).ifPresent(subs::add);
        }
        return subs;
    }

    private SourceValue rowOf(String ivr) {
        return Optional.ofNullable(details.get(ivr)).orElseThrow();
    }
}
