package org.strowger.simulator.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Others;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallOffered;

/// Events and decisions in words. Callers' numbers are never among them.
final class Telling {
    private static final Pattern NUMBER =
            Pattern.compile("callbackNumber=(Optional\\[[^\\]]*\\]|[^,\\]]*)");
    private static final int LONGEST = 600;

    private Telling() {}

    /// An event or a command in one line; of an offer, without its decision.
    static String of(Object what) {
        if (what instanceof CallOffered offer) {
            return "%s CallOffered %s of %s to %s until %s"
                    .formatted(
                            offer.at(),
                            offer.call(),
                            offer.queue(),
                            offer.agent(),
                            offer.expiresAt());
        }
        String told = NUMBER.matcher(what.toString()).replaceAll("callbackNumber=(not shown)");
        return told.length() <= LONGEST ? told : told.substring(0, LONGEST) + "...";
    }

    /// The decision of an offer, a line for each thing; nothing for other events.
    static List<String> decision(RoutingEvent event) {
        return event instanceof CallOffered offer ? decision(offer.decision()) : List.of();
    }

    static List<String> decision(DecisionRecord decision) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "policy %s, %s, winner %s"
                        .formatted(
                                decision.policyVersion(),
                                decision.basis().name().toLowerCase(Locale.ROOT),
                                decision.winner().map(AgentId::value).orElse("nobody")));
        decision.calls().forEach(head -> lines.add(told(head)));
        more(decision.callsLeftOut(), "calls", lines);
        decision.agents().forEach(head -> lines.add(told(head)));
        more(decision.agentsLeftOut(), "agents", lines);
        decision.others().forEach(others -> lines.add(told(others)));
        return lines;
    }

    private static void more(int count, String of, List<String> lines) {
        if (count > 0) {
            lines.add("and %d more %s".formatted(count, of));
        }
    }

    private static String told(CallHead head) {
        return "call %s in %s: balance %d, tier %d, points %s, waited %s"
                .formatted(
                        head.call(),
                        head.queue(),
                        head.balance(),
                        head.tier(),
                        thousandths(head.milliPoints()),
                        seconds(head.waited()));
    }

    private static String told(AgentHead head) {
        return "agent %s: rank %d, term %d, idle %s"
                .formatted(head.agent(), head.rank(), head.term(), seconds(head.idle()));
    }

    private static String told(Others others) {
        return "%d %s%s"
                .formatted(
                        others.agents(),
                        others.standing().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        others.lack()
                                .map(
                                        lack ->
                                                " (%s %d, needed %d to %d)"
                                                        .formatted(
                                                                lack.skill(),
                                                                lack.has(),
                                                                lack.atLeast(),
                                                                lack.atMost()))
                                .orElse(""));
    }

    private static String thousandths(long value) {
        return String.format(Locale.ROOT, "%.3f", value / 1_000.0);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }
}
