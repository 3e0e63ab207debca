package org.strowger.engine;

import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Whether every rule that is written for a queue does something. One that waits for another rule
/// which is not there would be believed to be in force.
///
/// @param written the queue's section of the file, in which every value is in order
/// @param rules what was read from it
record Effect(YamlMap written, QueuePolicy rules, Balance balance) {

    /// Refuses each rule that has none.
    boolean isThereAlways() {
        return !List.of(
                        hasEffect(
                                rules.maxWait().isPresent(),
                                value("overflow", "after_max_wait"),
                                "'after_max_wait' expects 'max_wait' in the queue: without it no wait is"
                                        + " too long"),
                        hasEffect(
                                turnsAwayForWantOfAgents(),
                                value("overflow", "when_empty"),
                                "'when_empty' expects 'join' or 'stay' in the queue's 'staffing': without"
                                        + " them nobody leaves for want of agents"),
                        hasEffect(
                                rules.staffing().toStay() != Presence.NOBODY,
                                value("staffing", "grace"),
                                "'grace' expects 'stay' beside it: without it nobody has to leave"),
                        hasEffect(
                                balance == Balance.FIXED_QUEUE_RATIO
                                        || rules.share() == QueuePolicy.standard().share(),
                                Optional.of(written.optional("share")),
                                "'share' expects 'balance: fixed_queue_ratio' under 'routing'"),
                        hasEffect(
                                balance == Balance.GENERALIZED_C_MU,
                                value("cost", "weight"),
                                "'weight' expects 'balance: generalized_c_mu' under 'routing'"),
                        hasEffect(
                                balance == Balance.GENERALIZED_C_MU,
                                value("cost", "handle_times"),
                                "'handle_times' expects 'balance: generalized_c_mu' under 'routing'"))
                .contains(false);
    }

    private boolean turnsAwayForWantOfAgents() {
        return rules.staffing().toJoin() != Presence.NOBODY
                || rules.staffing().toStay() != Presence.NOBODY;
    }

    /// Every key of the section has been asked for, so none is unknown.
    private Optional<YamlValue> value(String section, String key) {
        return Optional.ofNullable(written.optional(section).map().entries().get(key));
    }

    private static boolean hasEffect(boolean isReady, Optional<YamlValue> rule, String missing) {
        if (isReady || rule.isEmpty() || !rule.get().isPresent()) {
            return true;
        }
        rule.get().refuseKey(missing);
        return false;
    }
}
