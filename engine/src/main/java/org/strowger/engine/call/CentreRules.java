package org.strowger.engine.call;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Endpoint;

/// What a centre has told its calls, apart from who gets which: one value, exchanged as a whole
/// when the settings change.
///
/// @param queues how calls of each queue are handled
/// @param phones shared phones, which belong to nobody
/// @param trunk how numbers outside are reached; empty: none is
/// @param pauses the reasons for which agents pause, in the order in which they are shown and
///   numbered from 1
/// @param featureCodes empty: nothing can be done by dialling
/// @param allowedNumbers how the numbers begin that may be called
public record CentreRules(
        SortedMap<QueueId, QueueHandling> queues,
        List<Supervisor> supervisors,
        List<Endpoint> phones,
        Optional<Trunk> trunk,
        List<String> pauses,
        Optional<FeatureCodes> featureCodes,
        List<String> allowedNumbers) {
    private static final List<String> USUAL_PAUSES =
            List.of("break", "lunch", "training", "meeting");

    public CentreRules {
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
        supervisors = List.copyOf(supervisors);
        phones = List.copyOf(phones);
        pauses = List.copyOf(pauses);
        allowedNumbers = List.copyOf(allowedNumbers);
    }

    /// Those of a centre that has been told nothing.
    public static CentreRules standard() {
        return new CentreRules(
                new TreeMap<>(),
                List.of(),
                List.of(),
                Optional.empty(),
                USUAL_PAUSES,
                Optional.of(FeatureCodes.standard()),
                List.of());
    }

    /// How calls of a queue are handled.
    public QueueHandling handling(QueueId queue) {
        return queues.getOrDefault(queue, QueueHandling.standard());
    }

    /// The supervisor whose phone it is.
    Optional<Supervisor> supervisorAt(Endpoint phone) {
        return supervisors.stream()
                .filter(supervisor -> supervisor.phone().filter(phone::equals).isPresent())
                .findFirst();
    }

    /// Whether the supervisor with an id steers an agent.
    boolean steers(String supervisor, Optional<AgentProfile> agent) {
        return supervisor(supervisor).flatMap(known -> agent.map(known::steers)).orElse(false);
    }

    /// The supervisor with an id.
    public Optional<Supervisor> supervisor(String id) {
        return supervisors.stream().filter(supervisor -> supervisor.id().equals(id)).findFirst();
    }
}
