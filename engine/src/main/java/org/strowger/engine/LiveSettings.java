package org.strowger.engine;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.CallSessions;
import org.strowger.engine.dip.DipClient;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.telephony.Sound;
import org.strowger.telephony.sip.SipTelephony;
import org.strowger.yaml.Problem;

/// The settings that an engine runs with, which change while calls go on: new calls and new talks
/// have the new rules, and no call is touched. What needs a restart stays as it was, and is told in
/// the log.
final class LiveSettings {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final AtomicReference<EngineSettings> inForce;
    private final Parts parts;
    private final Applications applications;
    private final ReentrantLock applying = new ReentrantLock();
    private volatile List<Problem> problems = List.of();

    /// Who is told of new settings.
    ///
    /// @param routing takes a policy; false when too much waits there
    record Parts(
            FlowSource flows,
            Spoken spoken,
            Predicate<RoutingPolicy> routing,
            CallSessions sessions,
            SipTelephony telephony,
            Alerting alerting,
            DipClient dips,
            CentreServices services) {}

    /// @param inForce changed when new settings were taken
    LiveSettings(AtomicReference<EngineSettings> inForce, Parts parts, Applications applications) {
        this.inForce = inForce;
        this.parts = parts;
        this.applications = applications;
    }

    /// What is wrong with the settings that were read last.
    List<Problem> problems() {
        return problems;
    }

    /// Looks at the files, and takes what has changed.
    void look(SettingsWatch watch) {
        watch.look().ifPresent(result -> take(result, watch));
    }

    private void take(SettingsFile.Result result, SettingsWatch watch) {
        List<Problem> wrong =
                switch (result) {
                    case SettingsFile.Result.Refused(var found) -> found;
                    case SettingsFile.Result.Ok(var next) -> apply(next);
                };
        if (!wrong.isEmpty() && result instanceof SettingsFile.Result.Ok) {
            watch.again();
        }
        wrong.stream()
                .filter(problem -> !problems.contains(problem))
                .forEach(problem -> LOG.error("the settings stay as they were: {}", problem));
        if (!wrong.isEmpty() && !wrong.equals(problems)) {
            applications.refused();
        }
        problems = wrong;
    }

    /// Takes new settings.
    ///
    /// @return why they were not taken, in which case nothing has changed; empty when they were
    List<Problem> apply(EngineSettings next) {
        applying.lock();
        try {
            SettingsDifference difference = new SettingsDifference(inForce.get(), next);
            List<Problem> wrong = apply(difference);
            if (wrong.isEmpty()) {
                applications.applied(difference);
            }
            return wrong;
        } finally {
            applying.unlock();
        }
    }

    /// What can go wrong goes first.
    private List<Problem> apply(SettingsDifference difference) {
        EngineSettings before = difference.before();
        EngineSettings taken = difference.taken();
        List<Problem> wrong = NumbersServed.unserved(before, taken, parts.flows());
        if (!wrong.isEmpty()) {
            return wrong;
        }
        SortedMap<QueueId, Sound> whispers;
        try {
            whispers = parts.spoken().whispers(taken);
        } catch (StartFailure e) {
            return List.of(problem(String.valueOf(e.getMessage())));
        }
        if (!taken.policy().equals(before.policy()) && !parts.routing().test(taken.policy())) {
            return List.of(problem("too much waits for routing just now"));
        }
        tell(taken);
        parts.services().whispers(whispers);
        inForce.set(taken);
        return List.of();
    }

    private static Problem problem(String message) {
        return new Problem("settings", 1, 1, message);
    }

    private void tell(EngineSettings taken) {
        parts.flows().surroundings(taken.surroundings());
        parts.sessions().apply(taken.rules(), taken.agents());
        parts.telephony().phones(new TreeMap<>(taken.sip().phones()));
        parts.alerting().apply(taken.services().alerts(), taken.services().webhooks());
        parts.dips().apply(taken.services().dips());
        parts.services().papers(QueuePapers.of(taken.rules()));
    }
}
