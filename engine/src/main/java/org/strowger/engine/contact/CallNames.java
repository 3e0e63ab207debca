package org.strowger.engine.contact;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// The names that scripts and screen pops may use of every call, besides its flow's variables.
public final class CallNames {
    private static final String CALLER_NUMBER = "caller.number";
    private static final String CALLER_NAME = "caller.name";
    private static final String CALLER_LAST_AGENT = "caller.last_agent";
    private static final String CALL_ID = "call.id";
    private static final String QUEUE = "queue";
    private static final String DIALLED = "dialled";
    private static final String WAITED = "waited";

    /// All of them.
    public static final SortedSet<String> ALL =
            Collections.unmodifiableSortedSet(
                    new TreeSet<>(
                            List.of(
                                    CALLER_NUMBER,
                                    CALLER_NAME,
                                    CALLER_LAST_AGENT,
                                    CALL_ID,
                                    QUEUE,
                                    DIALLED,
                                    WAITED)));

    private CallNames() {}

    /// What they stand for in one call, and the flow's variables with them.
    ///
    /// @param waited is shown as minutes and seconds, `4:05`
    /// @param variables as `FlowRun.shown()` gives them, nothing secret among them; of one name,
    ///   that of the call counts
    public static SortedMap<String, String> of(
            CallId call,
            Party caller,
            Optional<AgentId> lastAgent,
            QueueId queue,
            String dialled,
            Duration waited,
            SortedMap<String, String> variables) {
        SortedMap<String, String> data = new TreeMap<>(variables);
        data.put(CALLER_NUMBER, caller.number());
        data.put(CALLER_NAME, caller.name());
        data.put(CALLER_LAST_AGENT, lastAgent.map(AgentId::value).orElse(""));
        data.put(CALL_ID, call.value());
        data.put(QUEUE, queue.value());
        data.put(DIALLED, dialled);
        data.put(WAITED, minutes(waited));
        return Collections.unmodifiableSortedMap(data);
    }

    private static String minutes(Duration waited) {
        return String.format(Locale.ROOT, "%d:%02d", waited.toMinutes(), waited.toSecondsPart());
    }
}
