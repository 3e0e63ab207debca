package org.strowger.simulator.history;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an Asterisk might have written.
final class QueueLogs {
    /// 2025-11-10 at nine in the morning, UTC.
    static final long NINE = 1_762_765_200;

    private QueueLogs() {}

    /// Calls to sales every 34 s from nine o'clock on, that anna and ben answer in turn after
    /// whatever wait there is, at the first ring, with 10 s of after-call work: nobody hangs up.
    static String busyMorning(int calls) {
        SortedMap<Long, List<String>> lines = new TreeMap<>();
        SortedMap<String, Long> free = new TreeMap<>();
        for (int i = 0; i < calls; i++) {
            long came = NINE + i * 34L;
            long anna = free.getOrDefault("anna", NINE);
            long ben = free.getOrDefault("ben", NINE);
            String agent = anna <= ben ? "anna" : "ben";
            long wait = Math.max(0, Math.min(anna, ben) - came);
            long talk = 40 + i * 7L % 40;
            line(lines, came, "c%d|sales|NONE|ENTERQUEUE||1|1".formatted(i));
            line(
                    lines,
                    came + wait,
                    "c%d|sales|PJSIP/%s|CONNECT|%d|b%d|0".formatted(i, agent, wait, i));
            line(
                    lines,
                    came + wait + talk,
                    "c%d|sales|PJSIP/%s|COMPLETECALLER|%d|%d|1".formatted(i, agent, wait, talk));
            free.put(agent, came + wait + talk + 10);
        }
        StringBuilder log = new StringBuilder();
        lines.values().forEach(each -> each.forEach(log::append));
        return log.toString();
    }

    private static void line(SortedMap<Long, List<String>> lines, long at, String rest) {
        lines.computeIfAbsent(at, _ -> new ArrayList<>()).add("%d|%s\n".formatted(at, rest));
    }
}
