package org.strowger.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.Pin;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.call.Whisper;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.yaml.CsvTable;

/// Settings as rows of a table: what each setting of an agent, a queue or a skill is in a cell.
/// What is as it would be without being said is no cell, so that a table says what people have
/// said.
final class TableRows {
    private static final QueuePolicy RULES = QueuePolicy.standard();
    private static final QueueHandling HANDLING = QueueHandling.standard();

    private final EngineSettings settings;

    TableRows(EngineSettings settings) {
        this.settings = settings;
    }

    /// Each entry of a section by its id, in the order of a table, as cells by column.
    SortedMap<String, SortedMap<String, String>> of(Table table) {
        SortedMap<String, SortedMap<String, String>> rows = new TreeMap<>();
        switch (table) {
            case AGENTS -> settings.agents().forEach(a -> rows.put(a.id().value(), agent(a)));
            case SKILLS -> settings.skills().forEach(skill -> rows.put(skill, new TreeMap<>()));
            case QUEUES ->
                    settings.policy()
                            .queues()
                            .forEach((id, rules) -> rows.put(id.value(), queue(id, rules)));
        }
        return rows;
    }

    private SortedMap<String, String> agent(AgentProfile agent) {
        SortedMap<String, String> cells = new TreeMap<>();
        String id = agent.id().value();
        RoutingProfile routing = agent.routing();
        put(cells, "name", agent.name(), id);
        agent.team().ifPresent(team -> cells.put("team", team));
        agent.number().ifPresent(number -> cells.put("number", number));
        agent.phone().map(Endpoint::name).ifPresent(phone -> put(cells, "phone", phone, id));
        agent.phone().flatMap(this::password).ifPresent(word -> cells.put("password", word));
        agent.external().ifPresent(external -> cells.put("external", external));
        agent.pin().map(Pin::value).ifPresent(pin -> cells.put("pin", pin));
        AgentProfile.SignIn usual =
                agent.external().isPresent() || agent.phone().isPresent()
                        ? signIn(agent.phone().isPresent())
                        : AgentProfile.SignIn.BY_PHONE;
        put(cells, "sign_in", word(agent.signIn()), word(usual));
        put(cells, "auto_answer", yes(agent.autoAnswer()), yes(false));
        put(cells, "skills", pairs(routing.skills()), "");
        put(cells, "ranks", pairs(routing.ranks()), "");
        put(cells, "limits", pairs(routing.limits()), "");
        put(cells, "weight", String.valueOf(routing.weight()), "1");
        put(cells, "units", String.valueOf(routing.units()), "1");
        routing.wrapUp().ifPresent(time -> cells.put("wrap_up", time(time)));
        return cells;
    }

    private static AgentProfile.SignIn signIn(boolean hasPhone) {
        return hasPhone ? AgentProfile.SignIn.BY_PHONE : AgentProfile.SignIn.BY_COMMAND;
    }

    private Optional<String> password(Endpoint phone) {
        return Optional.ofNullable(settings.sip().phones().get(phone.name())).map(Secret::value);
    }

    private SortedMap<String, String> queue(QueueId id, QueuePolicy rules) {
        SortedMap<String, String> cells = new TreeMap<>();
        put(cells, "open", yes(rules.open()), yes(RULES.open()));
        put(cells, "max_length", rules.maxLength(), RULES.maxLength());
        rules.maxWait().ifPresent(time -> cells.put("max_wait", time(time)));
        put(cells, "service_target", time(rules.serviceTarget()), time(RULES.serviceTarget()));
        put(cells, "ring_time", time(rules.ringTime()), time(RULES.ringTime()));
        put(cells, "wrap_up", time(rules.wrapUp()), time(RULES.wrapUp()));
        put(cells, "retry_delay", time(rules.missed().rest()), time(RULES.missed().rest()));
        put(cells, "order", order(rules.order()), order(RULES.order()));
        put(cells, "agents", word(rules.agents()), word(RULES.agents()));
        put(cells, "channel", rules.work().channel(), RULES.work().channel());
        rules.work().units().ifPresent(units -> cells.put("units", String.valueOf(units)));
        put(cells, "share", rules.share(), RULES.share());
        handling(cells, settings.rules().handling(id));
        return cells;
    }

    private static void handling(SortedMap<String, String> cells, QueueHandling handling) {
        put(cells, "recording", word(handling.recording()), word(HANDLING.recording()));
        if (handling.whisper().orElse(null) instanceof Whisper.Text(var words)) {
            cells.put("whisper", words);
        }
        handling.script().map(Path::toString).ifPresent(file -> cells.put("script", file));
        handling.screenPop().ifPresent(url -> cells.put("screen_pop", url));
        put(cells, "short_abandon", time(handling.shortAbandon()), time(HANDLING.shortAbandon()));
        put(cells, "auto_answer", yes(handling.autoAnswer()), yes(HANDLING.autoAnswer()));
    }

    /// Whether a table can say everything of a queue; if not, the queue stands in YAML.
    boolean canSay(QueueId id) {
        QueuePolicy rules = settings.policy().queues().getOrDefault(id, RULES);
        QueueHandling handling = settings.rules().handling(id);
        return rules.missed().notAgainFor().equals(RULES.missed().notAgainFor())
                && rules.missed().pauseAfter() == RULES.missed().pauseAfter()
                && rules.steps().equals(RULES.steps())
                && !(rules.order() instanceof CallOrder.Accumulating)
                && rules.staffing().equals(RULES.staffing())
                && rules.overflow().equals(RULES.overflow())
                && rules.reserve().isEmpty()
                && rules.cost().equals(RULES.cost())
                && handling.callback().isEmpty()
                && handling.dispositions().equals(HANDLING.dispositions())
                && !(handling.whisper().orElse(null) instanceof Whisper.Recording)
                && handling.serviceLevel().equals(HANDLING.serviceLevel());
    }

    private static void put(SortedMap<String, String> cells, String name, Object is, Object usual) {
        if (!is.equals(usual)) {
            cells.put(name, is.toString());
        }
    }

    /// The word for an order; an order that is a map has none.
    private static String order(CallOrder order) {
        return switch (order) {
            case CallOrder.Strict _, CallOrder.Accumulating _ -> "strict";
            case CallOrder.Fifo _ -> "fifo";
            case CallOrder.Deadline _ -> "deadline";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String yes(boolean isSo) {
        return isSo ? "yes" : "no";
    }

    private static String pairs(Map<?, Integer> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(";"));
    }

    /// In the largest unit that leaves nothing over.
    private static String time(Duration time) {
        if (time.toMillisPart() != 0) {
            return time.toMillis() + "ms";
        }
        if (time.toSecondsPart() != 0 || time.isZero()) {
            return time.toSeconds() + "s";
        }
        return time.toMinutesPart() != 0 ? time.toMinutes() + "m" : time.toHours() + "h";
    }

    /// A table with the given columns, which has a row for each entry.
    static String csv(
            Collection<String> columns, SortedMap<String, SortedMap<String, String>> rows) {
        CsvWriter csv = new CsvWriter();
        csv.row(List.copyOf(columns));
        rows.forEach(
                (id, cells) -> {
                    List<String> row = new ArrayList<>();
                    for (String column : columns) {
                        row.add(column.equals(CsvTable.ID) ? id : cells.getOrDefault(column, ""));
                    }
                    csv.row(row);
                });
        return csv.text();
    }
}
