package org.strowger.engine.call;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Endpoint;

/// Who sits where: an agent has one seat, and a phone one agent.
final class Seats {
    private final SortedMap<AgentId, Seat> byAgent = new TreeMap<>();
    private final SortedMap<Endpoint, AgentId> byPhone = new TreeMap<>();
    private final Consumer<SortedMap<AgentId, Seat>> keeper;

    /// @param keeper given all seats whenever one changes, so that they outlive a restart
    Seats(Consumer<SortedMap<AgentId, Seat>> keeper) {
        this.keeper = keeper;
    }

    Optional<Seat> of(AgentId agent) {
        return Optional.ofNullable(byAgent.get(agent));
    }

    /// Who sits at a phone.
    Optional<AgentId> at(Endpoint phone) {
        return Optional.ofNullable(byPhone.get(phone));
    }

    SortedMap<AgentId, Seat> all() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(byAgent));
    }

    /// Seats an agent, who leaves the seat they had.
    ///
    /// @return false when somebody else sits there
    boolean take(AgentId agent, Seat seat) {
        if (isTaken(agent, seat)) {
            return false;
        }
        if (!of(agent).filter(seat::equals).isPresent()) {
            free(agent);
            put(agent, seat);
            keeper.accept(all());
        }
        return true;
    }

    private boolean isTaken(AgentId agent, Seat seat) {
        return seat instanceof Seat.AtPhone(var phone)
                && at(phone).filter(other -> !other.equals(agent)).isPresent();
    }

    private void put(AgentId agent, Seat seat) {
        byAgent.put(agent, seat);
        if (seat instanceof Seat.AtPhone(var phone)) {
            byPhone.put(phone, agent);
        }
    }

    void leave(AgentId agent) {
        if (free(agent)) {
            keeper.accept(all());
        }
    }

    private boolean free(AgentId agent) {
        Optional<Seat> seat = Optional.ofNullable(byAgent.remove(agent));
        if (seat.isPresent() && seat.get() instanceof Seat.AtPhone(var phone)) {
            byPhone.remove(phone);
        }
        return seat.isPresent();
    }

    /// Takes these for true, as they were kept; of two at one phone, the first.
    void restore(Map<AgentId, Seat> kept) {
        new TreeMap<>(kept)
                .forEach(
                        (agent, seat) -> {
                            if (!isTaken(agent, seat)) {
                                put(agent, seat);
                            }
                        });
    }
}
