package org.strowger.simulator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.strowger.simulator.result.HandMade.SALES;
import static org.strowger.simulator.result.HandMade.SUPPORT;
import static org.strowger.simulator.result.HandMade.answered;
import static org.strowger.simulator.result.HandMade.calls;
import static org.strowger.simulator.result.HandMade.day;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.report.RunFacts.QueueFacts;
import org.strowger.simulator.result.AgentFigures;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Comparison;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.result.Goal;
import org.strowger.simulator.result.HandMade;
import org.strowger.simulator.result.Results;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Path GOLDEN = Path.of("src/test/resources/report");
    private static final String EVIL =
            "</title><script src=\"http://evil.example/x.js\">alert('1')</script>&\u001b[2J";

    private static RunFacts facts(String scenario, int replications) {
        SortedMap<QueueId, QueueFacts> queues = new TreeMap<>();
        QueueFacts limits = new QueueFacts(Duration.ofSeconds(20), Duration.ofSeconds(5));
        queues.put(SALES, limits);
        queues.put(SUPPORT, limits);
        return new RunFacts(
                scenario,
                "policy-1",
                7,
                replications,
                Instant.parse("2026-11-09T08:00:00Z"),
                Instant.parse("2026-11-09T09:00:00Z"),
                ZoneId.of("Europe/London"),
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                queues,
                "test",
                "25");
    }

    private static Results results(Day... days) {
        Results results =
                new Results(
                        HandMade.promised(),
                        List.of(
                                new Goal.ServiceLevel(Optional.of(SUPPORT), 20, 0.8),
                                new Goal.Abandoned(Optional.empty(), 0.01),
                                new Goal.MeanWait(Optional.empty(), 45)));
        List.of(days).forEach(results::add);
        return results;
    }

    private static SimulationReport report() {
        return new SimulationReport(
                facts("A quiet hour", 2),
                results(
                        day(calls(new double[] {1, 25}, new double[] {3, 40}), answered(2, 4, 30)),
                        day(answered(10), calls(new double[] {6, 8, 12, 19}, new double[] {60}))));
    }

    private static SimulationReport cut() {
        return new SimulationReport(facts("A quiet hour", 100), report().results());
    }

    private static ComparisonReport comparison() {
        Comparison comparison = new Comparison(List.of(SALES, SUPPORT));
        comparison.add(day(answered(1), answered(25)), day(answered(1), answered(2)));
        comparison.add(day(answered(2), answered(35)), day(answered(2), answered(3)));
        return new ComparisonReport(report(), report(), report().facts().queues(), comparison);
    }

    /// Parsed as XML, which forgives nothing; fails on what is not well-formed.
    private static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", false);
        factory.setExpandEntityReferences(false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> all(Document page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static void assertStandsByItself(String html) throws Exception {
        Document page = parsed(html);
        for (Element element : all(page, "*")) {
            assertFalse(
                    Set.of("script", "link", "img", "iframe", "object", "embed", "use", "a", "form")
                            .contains(element.getTagName()),
                    () -> "an element that loads or runs: " + element.getTagName());
            for (String attribute : List.of("src", "href", "xlink:href", "style", "onload")) {
                assertFalse(element.hasAttribute(attribute), attribute);
            }
        }
        for (String loading : List.of("url(", "@import", "https:")) {
            assertFalse(html.contains(loading), loading);
        }
        assertTrue(html.contains("default-src &#39;none&#39;"), "nothing may be loaded");
    }

    private static void assertDrawingsAreTold(String html) throws Exception {
        Document page = parsed(html);
        Set<String> ids = new TreeSet<>();
        all(page, "*").stream()
                .filter(element -> element.hasAttribute("id"))
                .forEach(each -> assertTrue(ids.add(each.getAttribute("id")), each.toString()));
        int drawings = 0;
        for (Element drawing : all(page, "svg")) {
            if (drawing.getAttribute("aria-hidden").equals("true")) {
                continue;
            }
            drawings++;
            assertEquals("img", drawing.getAttribute("role"));
            for (String id : drawing.getAttribute("aria-labelledby").split(" ", -1)) {
                assertTrue(ids.contains(id), id);
            }
            assertFalse(drawing.getElementsByTagName("desc").item(0).getTextContent().isBlank());
        }
        assertTrue(drawings > 0);
    }

    @Test
    void pagesAreWellFormedAndLoadNothing() throws Exception {
        assertStandsByItself(report().html());
        assertStandsByItself(cut().html());
        assertStandsByItself(comparison().html());
        assertStandsByItself(new SimulationReport(facts("None", 5), results()).html());
        assertStandsByItself(
                new ComparisonReport(
                                new SimulationReport(facts("None", 5), results()),
                                new SimulationReport(facts("None", 5), results()),
                                new TreeMap<>(),
                                new Comparison(List.of(SALES, SUPPORT)))
                        .html());
    }

    @Test
    void everyDrawingHasWordsForThoseWhoDoNotSeeIt() throws Exception {
        assertDrawingsAreTold(report().html());
        assertDrawingsAreTold(comparison().html());
    }

    @Test
    void pagesSayWhatWasCountedAndHow() {
        String html = report().html();
        for (String said :
                List.of(
                        "Service level (SL-6)",
                        "SL-6: answered within 20 s, of all who were answered or hung up; who hung up within 5 s",
                        "support: within 20 s, short below 5 s",
                        "its first 1800 s",
                        "(warm-up)",
                        "95 % confidence interval",
                        "A quiet hour",
                        "policy-1",
                        "2 of 2",
                        "2026-11-09 08:00 to 09:00, Europe/London",
                        "Occupancy by agent",
                        "{english: 5}")) {
            assertTrue(html.contains(said), said);
        }
        assertFalse(html.contains("Stopped before the end"));
        assertTrue(cut().html().contains("Stopped before the end: 2 of 100 replications"));
        assertTrue(cut().text().contains("Stopped before the end: 2 of 100 replications"));
    }

    private static RunFacts facts(Duration warmUp, Duration interval, String from) {
        RunFacts facts = facts("Other", 2);
        Instant begin = Instant.parse(from);
        return new RunFacts(
                facts.scenario(),
                facts.policy(),
                facts.seed(),
                facts.replications(),
                begin,
                begin.plus(Duration.ofHours(1)),
                facts.zone(),
                warmUp,
                interval,
                facts.queues(),
                facts.version(),
                facts.java());
    }

    /// Of the second half hour the warm-up of 45 minutes leaves a quarter.
    @Test
    void anIntervalThatTheWarmUpTakesAPartOfIsNotShownAsAWhole() {
        Duration half = Duration.ofMinutes(30);
        RunFacts facts = facts(Duration.ofMinutes(45), half, "2026-11-09T08:00:00Z");
        SimulationReport report = new SimulationReport(facts, report().results());
        assertTrue(report.html().contains("08:30 (warm-up)"));
        JsonObject second =
                new JsonObject(report.json()).getJsonArray("intervals").getJsonObject(1);
        assertEquals(true, second.getBoolean("warm_up"));
        assertTrue(second.containsKey("all"));
        assertEquals(null, second.getValue("all"));
        for (String name : List.of("intervals.csv", "agent-intervals.csv")) {
            String table = Objects.requireNonNull(report.csv().get(name));
            table.lines()
                    .skip(1)
                    .forEach(row -> assertTrue(row.endsWith(",,,,yes"), name + ": " + row));
        }
        String whole = Objects.requireNonNull(report().csv().get("intervals.csv"));
        assertTrue(
                whole.lines()
                        .anyMatch(
                                row -> row.matches(".*T08:30:00Z,sales,offered,count,2\\.5,.*,no")),
                whole);
    }

    @Test
    void occupancyIsToldIntervalByInterval() {
        assertTrue(report().html().contains("Occupancy by interval, all agents together"));
        JsonObject second =
                new JsonObject(report().json()).getJsonArray("intervals").getJsonObject(1);
        assertEquals(
                0.7,
                second.getJsonObject("all_agents").getJsonObject("occupancy").getDouble("value"));
        String table = Objects.requireNonNull(report().csv().get("agent-intervals.csv"));
        assertTrue(
                table.contains("2026-11-09T08:30:00Z,occupancy,share,0.7,0.7,0.7,no\r\n"), table);
    }

    @Test
    void queuesAndDistributionsAreDrawn() {
        String html = report().html();
        for (String title :
                List.of(
                        "Abandoned by queue",
                        "Mean wait by queue",
                        "Abandoned by need",
                        "Mean wait by need",
                        "Share of callers who hung up",
                        "Share of talks that lasted",
                        "How many agents have which occupancy")) {
            assertTrue(html.contains("<figcaption>" + title), title);
        }
    }

    @Test
    void curvesThatAreNotDrawnAreToldAndNotPassedOver() {
        SortedMap<QueueId, CallFigures> queues = new TreeMap<>();
        for (int i = 0; i < 9; i++) {
            queues.put(new QueueId("queue-" + i), calls(new double[] {i}, new double[] {30}));
        }
        Results results = new Results(new TreeMap<>(), List.of());
        results.add(
                new Day(queues, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of(), 1));
        String html = new SimulationReport(facts("Many", 1), results).html();
        assertEquals(
                4, html.split("\\(the first 6 of 10\\)</figcaption>", -1).length, "3 drawings");
    }

    @Test
    void tablesOfARunSayWhetherItWasCut() {
        String run = Objects.requireNonNull(cut().csv().get("run.csv"));
        assertTrue(run.contains("cut,yes\r\n"), run);
        assertTrue(run.contains("interval_seconds,1800\r\n"), run);
        assertTrue(Objects.requireNonNull(report().csv().get("run.csv")).contains("cut,no\r\n"));
    }

    @Test
    void whatComparedScenariosDifferInIsSaid() {
        RunFacts before = facts("A quiet hour", 2);
        RunFacts after = facts(Duration.ZERO, Duration.ofMinutes(15), "2026-11-10T08:00:00Z");
        SortedMap<QueueId, QueueFacts> promised = new TreeMap<>(after.queues());
        promised.put(SUPPORT, new QueueFacts(Duration.ofSeconds(60), Duration.ofSeconds(5)));
        ComparisonReport report =
                new ComparisonReport(
                        new SimulationReport(before, report().results()),
                        new SimulationReport(after, report().results()),
                        promised,
                        new Comparison(List.of(SALES, SUPPORT)));
        List<String> notes =
                List.of(
                        "The spans differ: 2026-11-09 08:00 to 09:00, Europe/London before,"
                                + " 2026-11-10 08:00 to 09:00, Europe/London after.",
                        "The warm-ups differ: 1800 s before, 0 s after.",
                        "The lengths of the intervals differ: 1800 s before, 900 s after.",
                        "In queue support the second has within 60 s (short below 5 s); both are"
                                + " counted by the first's within 20 s (short below 5 s).");
        assertEquals(notes, new JsonObject(report.json()).getJsonArray("notes").getList());
        for (String note : notes) {
            assertTrue(report.text().contains("Note: " + note), report.text());
            assertTrue(report.html().contains(note.replace("'", "&#39;")), note);
        }
        assertFalse(comparison().text().contains("Note:"));
    }

    private static int goalsDrawn(Goal goal) {
        Results results = new Results(HandMade.promised(), List.of(goal));
        results.add(day(answered(1, 25), answered(2, 30)));
        String html = new SimulationReport(facts("Goals", 1), results).html();
        return html.split("class=\"goal\"", -1).length - 1;
    }

    /// A goal within a minute is no line over calls answered within 20 s.
    @Test
    void goalsAreDrawnOnlyOverFiguresOfTheSameTime() {
        assertEquals(2, goalsDrawn(new Goal.ServiceLevel(Optional.empty(), 20, 0.8)));
        assertEquals(1, goalsDrawn(new Goal.ServiceLevel(Optional.of(SALES), 20, 0.8)));
        assertEquals(0, goalsDrawn(new Goal.ServiceLevel(Optional.empty(), 60, 0.8)));
        assertEquals(0, goalsDrawn(new Goal.ServiceLevel(Optional.of(SALES), 60, 0.8)));
    }

    /// Names come from files that somebody else may have written.
    @Test
    void namesAreTextWhateverTheyAre() throws Exception {
        SortedMap<QueueId, List<CallFigures>> intervals = new TreeMap<>();
        SortedMap<QueueId, CallFigures> queues = new TreeMap<>();
        queues.put(new QueueId("<b>=1+2"), answered(1));
        intervals.put(new QueueId("<b>=1+2"), List.of(answered(1)));
        SortedMap<String, CallFigures> skills = new TreeMap<>();
        skills.put("=HYPERLINK(\"http://evil.example\")", answered(1));
        SortedMap<AgentId, AgentFigures> agents = new TreeMap<>();
        agents.put(new AgentId("@SUM(1)"), new AgentFigures(1, 0, 1, 1, 1, 1));
        Results results = new Results(new TreeMap<>(), List.of());
        AgentFigures work = new AgentFigures(1, 0, 1, 1, 1, 1);
        results.add(new Day(queues, intervals, skills, agents, List.of(work), 1));
        SimulationReport report = new SimulationReport(facts(EVIL, 1), results);
        assertStandsByItself(report.html());
        assertTrue(report.html().contains("&lt;script"));
        assertFalse(report.html().contains("\u001b"));
        assertFalse(report.text().contains("\u001b"));
        assertEquals(
                EVIL, new JsonObject(report.json()).getJsonObject("run").getString("scenario"));
        String figures = Objects.requireNonNull(report.csv().get("figures.csv"));
        assertTrue(figures.contains("agent,'@SUM(1),calls,count,1,,\r\n"), figures);
        assertTrue(
                figures.contains("skill,\"'=HYPERLINK(\"\"http://evil.example\"\")\","), figures);
        for (String table : report.csv().values()) {
            for (String cell : table.split("[,\r\n]+", -1)) {
                assertFalse(cell.matches("[=+@\t].*"), cell);
            }
        }
    }

    @Test
    void jsonIsAsItWas() throws IOException {
        assertGolden("simulation.json", report().json());
        assertGolden("comparison.json", comparison().json());
    }

    @Test
    void theScreenIsAsItWas() throws IOException {
        assertGolden("simulation.txt", report().text());
        assertGolden("comparison.txt", comparison().text());
        assertTrue(report().text().lines().allMatch(line -> line.length() <= 110));
        assertTrue(report().text().lines().count() <= 24);
    }

    @Test
    void tablesHaveEveryFigureInARow() throws IOException {
        SortedMap<String, String> tables = report().csv();
        assertEquals(
                Set.of(
                        "agent-intervals.csv",
                        "days.csv",
                        "figures.csv",
                        "intervals.csv",
                        "run.csv",
                        "targets.csv",
                        "times.csv"),
                tables.keySet());
        assertGolden(
                "figures.csv",
                Objects.requireNonNull(tables.get("figures.csv")).replace("\r\n", "\n"));
        assertTrue(comparison().csv().containsKey("differences.csv"));
    }

    @Test
    void whatWasCutIsSaidToPrograms() {
        JsonObject run = new JsonObject(cut().json()).getJsonObject("run");
        assertEquals(2, run.getInteger("replications"));
        assertEquals(100, run.getInteger("replications_asked"));
        assertEquals(true, run.getBoolean("cut"));
        assertNotEquals(cut().json(), report().json());
    }

    /// When a change is meant: delete the file, run once, and look at what git shows.
    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text, UTF_8);
            fail(name + " was not there, and is now: look at it");
        }
        assertEquals(Files.readString(file, UTF_8), text);
    }
}
