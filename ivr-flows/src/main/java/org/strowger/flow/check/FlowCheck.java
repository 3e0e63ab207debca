package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;
import org.strowger.flow.calendar.Calendar;
import org.strowger.flow.calendar.CalendarParser;
import org.strowger.flow.calendar.ParsedCalendar;
import org.strowger.flow.check.FlowGraph.Returning;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.Places;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Problem.Severity;
import org.strowger.yaml.YamlDocument;

/// The check of all flows and calendars that belong together.
///
/// Each family of mistakes has a class of its own; this one reads the files, has each look, and
/// says which flows are fit to run.
public final class FlowCheck {
    private static final Pattern FLOW_LINE = idLine("flow");
    private static final Pattern CALENDAR_LINE = idLine("calendar");

    private final Surroundings around;
    private final SortedMap<String, FlowFile> files = new TreeMap<>();
    private final SortedMap<String, FlowFile> drafts = new TreeMap<>();
    private final SortedMap<String, Calendar> calendars = new TreeMap<>();
    private final SortedSet<String> flowIds = new TreeSet<>();
    private final SortedSet<String> calendarIds = new TreeSet<>();
    private final SequencedSet<Problem> findings = new LinkedHashSet<>();

    private FlowCheck(Surroundings around) {
        this.around = around;
    }

    /// Looks at everything; whatever the texts hold, this returns.
    public static Checked check(FlowSources sources, Surroundings around) {
        FlowCheck check = new FlowCheck(around);
        sources.calendars().forEach(check::readCalendar);
        sources.flows().forEach(check::readFlow);
        return check.check();
    }

    private void readCalendar(String path, String text) {
        switch (CalendarParser.parse(path, text)) {
            case ParsedCalendar.Ok(Calendar calendar, List<Problem> warnings) -> {
                warnings.forEach(warning -> addOfCalendar(warning, Severity.WARNING));
                if (calendarIds.add(calendar.id())) {
                    calendars.put(calendar.id(), calendar);
                } else {
                    addTwice(path, text, "calendar", calendar.id());
                }
            }
            case ParsedCalendar.Refused(List<Problem> problems) -> {
                problems.forEach(problem -> addOfCalendar(problem, Severity.ERROR));
                calendarIds.add(idOf(path, text, CALENDAR_LINE));
            }
        }
    }

    private void addOfCalendar(Problem problem, Severity severity) {
        findings.add(
                new Problem(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        severity,
                        LintCode.L15.name(),
                        problem.message()));
    }

    private void readFlow(String path, String text) {
        switch (FlowParser.parse(path, text)) {
            case ParsedFlow.Ok(Flow flow, var places) -> {
                if (flowIds.add(flow.id())) {
                    files.put(flow.id(), new FlowFile(path, flow, places));
                } else {
                    addTwice(path, text, "flow", flow.id());
                }
            }
            case ParsedFlow.Refused(List<Problem> problems, var draft) -> {
                Places places = YamlDocument.read(path, text).places();
                problems.forEach(problem -> findings.add(withNode(problem, places)));
                String id = idOf(path, text, FLOW_LINE);
                flowIds.add(id);
                draft.ifPresent(d -> drafts.put(id, new FlowFile(path, d.flow(), d.places())));
            }
        }
    }

    /// `main.menu: unknown key 'choces'`, for people who know their nodes better than their lines.
    private static Problem withNode(Problem problem, Places places) {
        List<String> path = places.around(problem.line(), problem.column());
        if (path.size() < 2 || !path.getFirst().equals("nodes")) {
            return problem;
        }
        String node = String.join(".", path.subList(1, path.size()));
        return new Problem(
                problem.file(),
                problem.line(),
                problem.column(),
                problem.severity(),
                problem.code(),
                node + ": " + problem.message());
    }

    private void addTwice(String path, String text, String key, String id) {
        findings.add(
                YamlDocument.read(path, text)
                        .places()
                        .at(key)
                        .problem("another file is " + key + " '" + id + "' already"));
    }

    /// What a file that was refused would be called, as far as that can be told.
    private static String idOf(String path, String text, Pattern idLine) {
        Matcher line = idLine.matcher(text);
        return line.find()
                ? line.group(1)
                : path.substring(path.lastIndexOf('/') + 1).replace(".yaml", "");
    }

    private static Pattern idLine(String key) {
        return Pattern.compile("^" + key + ": *[\"']?([a-z][a-z0-9_-]{0,62})", Pattern.MULTILINE);
    }

    private Checked check() {
        SortedMap<String, Flow> flows = new TreeMap<>();
        files.forEach((id, file) -> flows.put(id, file.flow()));
        SubFlows subFlows = new SubFlows(flows, flowIds);
        SortedMap<String, Returning> returning = subFlows.returning();
        for (FlowFile file : files.values()) {
            FlowGraph graph = FlowGraph.of(file.flow(), returning);
            addOfWays(file, graph);
            findings.addAll(subFlows.find(file, returning));
            findings.addAll(MissingPrompts.find(file, around));
            findings.addAll(SpokenChoices.find(file));
            findings.addAll(WaysOut.find(file));
            findings.addAll(LongSilences.find(file));
            findings.addAll(ReadBeforeSet.find(file, graph));
            findings.addAll(Secrets.find(file, flows));
        }
        for (FlowFile draft : drafts.values()) {
            addOfWays(draft, FlowGraph.of(draft.flow(), returning));
        }
        findings.addAll(Recordings.findUnfit(around));
        if (files.keySet().equals(flowIds)) {
            findings.addAll(Recordings.findUnused(flows.values(), around));
        }
        return new Checked(inOrder(findings), books(flows, subFlows), flows, calendars);
    }

    /// What can be told of a flow that is not fit to run as well, because no expression matters.
    private void addOfWays(FlowFile file, FlowGraph graph) {
        findings.addAll(Reach.find(file, graph));
        findings.addAll(EndlessLoops.find(file, graph));
        findings.addAll(MenuKeys.find(file));
        findings.addAll(Names.find(file, around, calendarIds));
    }

    private static List<Problem> inOrder(Collection<Problem> found) {
        List<Problem> ordered = new ArrayList<>(found);
        ordered.sort(Problem.FIRST_IN_FILE_FIRST.thenComparing(Problem::code));
        return ordered;
    }

    private SortedMap<String, FlowBook> books(SortedMap<String, Flow> flows, SubFlows subFlows) {
        SortedSet<String> faulty = new TreeSet<>();
        findings.stream().filter(Problem::isError).forEach(problem -> faulty.add(problem.file()));
        SortedMap<String, FlowBook> books = new TreeMap<>();
        for (String entry : flows.keySet()) {
            book(entry, subFlows.reachedFrom(entry), faulty)
                    .ifPresent(book -> books.put(entry, book));
        }
        return books;
    }

    private Optional<FlowBook> book(
            String entry, SortedSet<String> reached, SortedSet<String> faulty) {
        SortedMap<String, Flow> flows = new TreeMap<>();
        SortedMap<String, Calendar> asked = new TreeMap<>();
        for (String id : reached) {
            FlowFile file = files.get(id);
            if (file == null || faulty.contains(file.path()) || !addCalendars(file.flow(), asked)) {
                return Optional.empty();
            }
            flows.put(id, file.flow());
        }
        return Optional.of(new FlowBook(entry, flows, asked, version(entry, flows, asked)));
    }

    private boolean addCalendars(Flow flow, SortedMap<String, Calendar> asked) {
        for (FlowNode node : flow.nodes().values()) {
            if (node instanceof FlowNode.Hours hours) {
                Calendar calendar = calendars.get(hours.calendar());
                if (calendar == null) {
                    return false;
                }
                asked.put(calendar.id(), calendar);
            }
        }
        return true;
    }

    private static String version(
            String entry, SortedMap<String, Flow> flows, SortedMap<String, Calendar> calendars) {
        StringBuilder content = new StringBuilder("entry ").append(entry).append('\n');
        flows.forEach(
                (id, flow) -> content.append("flow " + id + " " + flow.version()).append('\n'));
        calendars.forEach(
                (id, calendar) ->
                        content.append("calendar " + id + " " + calendar.version()).append('\n'));
        return ContentHash.of(content.toString());
    }
}
