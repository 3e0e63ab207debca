package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.strowger.engine.routing.QueueId;
import org.strowger.yaml.CsvTable;

/// A section of the settings as a table.
///
/// @param csv the text of the file
/// @param leftOut the ids of what a table cannot say, which stays in YAML
public record TableExport(String csv, List<String> leftOut) {
    public TableExport {
        leftOut = List.copyOf(leftOut);
    }

    /// What a section says, so far as a table can say it.
    ///
    /// @param withSecrets whether passwords and pins are in it
    public static TableExport of(EngineSettings settings, Table table, boolean withSecrets) {
        TableRows rows = new TableRows(settings);
        SortedMap<String, SortedMap<String, String>> all = rows.of(table);
        List<String> leftOut = new ArrayList<>();
        if (table == Table.QUEUES) {
            all.keySet().stream()
                    .filter(queue -> !rows.canSay(new QueueId(queue)))
                    .forEach(leftOut::add);
            all.keySet().removeAll(leftOut);
        }
        List<String> columns = new ArrayList<>(table.columns().keySet());
        columns.addFirst(CsvTable.ID);
        if (!withSecrets) {
            columns.removeAll(Table.SECRETS);
        }
        return new TableExport(TableRows.csv(columns, all), leftOut);
    }
}
