package org.strowger.engine;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;

/// Reads the settings of a node from a YAML file, the CSV files that it names, and the environment.
///
/// A setting that is one value can be overridden by a variable of the environment named after its
/// path: `sip.port` by `STROWGER_SIP_PORT`. Paths in the file are relative to the file. Whatever is
/// wrong is said with file, line and column, or with the variable's name.
public final class SettingsFile {
    private final YamlDocument file;
    private final SettingsFolder folder;
    private final Overrides overrides;

    private SettingsFile(
            Path path,
            String text,
            Map<String, String> environment,
            SortedMap<Path, String> instead) {
        this.file = YamlDocument.read(path.toString(), text);
        this.folder =
                new SettingsFolder(path.toAbsolutePath().resolveSibling("").normalize(), instead);
        this.overrides = new Overrides(environment);
    }

    /// What came of reading settings.
    public sealed interface Result {
        /// Nothing is wrong.
        record Ok(EngineSettings settings) implements Result {}

        /// Something is wrong.
        ///
        /// @param problems all of it, at least one
        record Refused(List<Problem> problems) implements Result {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /// What came of it, and the files that it came from.
    ///
    /// @param files every file whose content is part of the settings, the YAML file among them
    /// @param tables the CSV files that stand for a section, or a part of it
    record Reading(Result result, SortedSet<Path> files, SortedMap<Table, List<Path>> tables) {
        Reading {
            files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
            tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        }
    }

    /// Reads the file; a file that cannot be read is a problem like any other.
    public static Result read(Path path, Map<String, String> environment) {
        return reading(path, environment, new TreeMap<>()).result();
    }

    /// As [#read].
    ///
    /// @param instead texts that stand for those of the CSV files at these paths
    static Reading reading(
            Path path, Map<String, String> environment, SortedMap<Path, String> instead) {
        try {
            String text = Files.readString(path);
            return new SettingsFile(path, text, environment, instead).reading(path);
        } catch (NoSuchFileException e) {
            return refused(path, "there is no such file");
        } catch (MalformedInputException e) {
            return refused(path, "the file is not UTF-8 text");
        } catch (IOException e) {
            return refused(path, "the file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Reading refused(Path path, String message) {
        Problem problem = new Problem(path.toString(), 1, 1, message);
        return new Reading(
                new Result.Refused(List.of(problem)),
                new TreeSet<>(List.of(path)),
                new TreeMap<>());
    }

    private Reading reading(Path path) {
        Optional<EngineSettings> settings = settings();
        List<Problem> problems = problems();
        Result result =
                problems.isEmpty()
                        ? new Result.Ok(settings.orElseThrow())
                        : new Result.Refused(problems);
        SortedSet<Path> files = new TreeSet<>(folder.read());
        files.add(path);
        SortedMap<Table, List<Path>> tables = new TreeMap<>();
        for (Table table : Table.values()) {
            tables.put(table, folder.tables(table));
        }
        return new Reading(result, files, tables);
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(file.problems());
        problems.addAll(folder.problems());
        problems.addAll(overrides.problems());
        return problems;
    }

    /// The settings; empty if something is wrong, which has left a problem behind.
    private Optional<EngineSettings> settings() {
        YamlMap root = file.root();
        String centre =
                overrides.setting(root, "centre").text(Name.FORM, Name.EXPECTED).orElse("main");
        Path data = folder.path(overrides.setting(root, "data"), "data");
        Path flows = folder.path(overrides.setting(root, "flows"), "flows");
        Path calendars = folder.path(overrides.setting(root, "calendars"), "calendars");
        Path prompts = folder.path(overrides.setting(root, "prompts"), "prompts");
        EngineSettings.Publishing publishing =
                overrides
                        .setting(root, "publishing")
                        .oneOf(EngineSettings.Publishing.class)
                        .orElse(EngineSettings.Publishing.ON_SAVE);
        NetworkReader network = new NetworkReader(overrides);
        Optional<EngineSettings.Http> http = network.http(root.optional("http").map());
        CentreReader centreIs = new CentreReader(root, folder, CalendarNames.in(calendars));
        Optional<SipSettings> sip =
                network.sip(root.optional("sip").map(), centreIs.phones(), data);
        AroundCalls around = around(root, centreIs, data);
        if (!problems().isEmpty()) {
            return Optional.empty();
        }
        return centreIs.policy()
                .map(
                        policy ->
                                new EngineSettings(
                                        centre,
                                        data,
                                        sip.orElseThrow(),
                                        http.orElseThrow(),
                                        flows,
                                        calendars,
                                        prompts,
                                        publishing,
                                        centreIs.numbers(),
                                        policy,
                                        centreIs.skills(),
                                        centreIs.agents(),
                                        centreIs.rules(),
                                        around));
    }

    private AroundCalls around(YamlMap root, CentreReader centre, Path data) {
        StorageReader storage = new StorageReader(root, folder);
        return new AroundCalls(
                DipReader.read(root.optional("dips").map()),
                storage.recordings(data),
                storage.voicemail(),
                storage.contacts(),
                storage.journal(),
                new AlertReader(centre.queues(), centre.rules().queues())
                        .read(root.optional("alerts")),
                new WebhookReader(folder).read(root.optional("webhooks")));
    }
}
