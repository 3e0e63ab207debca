package org.strowger.engine.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.HandleTime;
import org.strowger.engine.routing.QueuePolicy.Missed;
import org.strowger.engine.routing.QueuePolicy.Overflow;
import org.strowger.engine.routing.QueuePolicy.Reserve;
import org.strowger.engine.routing.QueuePolicy.Staffing;
import org.strowger.engine.routing.QueuePolicy.WaitingCost;
import org.strowger.engine.routing.QueuePolicy.Work;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.StarvationBound;

/// Reads policies, as [PolicyWriter] writes them.
class PolicyReader extends ValueReader {
    PolicyReader(DataInputStream in) {
        super(in);
    }

    final RoutingPolicy policy() throws IOException {
        return new RoutingPolicy(
                sharedText(),
                map(this::queue, this::rules),
                name(Balance.class),
                in.readLong(),
                name(Detail.class),
                optional(() -> new StarvationBound(duration(), number())));
    }

    final QueuePolicy rules() throws IOException {
        return new QueuePolicy(
                flag(),
                number(),
                optional(this::duration),
                duration(),
                duration(),
                duration(),
                new Missed(duration(), duration(), number()),
                list(this::step),
                order(),
                name(AgentOrder.class),
                new Work(sharedText(), optional(this::number)),
                new Staffing(name(Presence.class), name(Presence.class), duration()),
                overflow(),
                optional(() -> new Reserve(need(), number())),
                number(),
                new WaitingCost(
                        number(), duration(), list(() -> new HandleTime(need(), duration()))));
    }

    private RoutingStep step() throws IOException {
        return new RoutingStep(
                optional(this::duration),
                need(),
                new TreeSet<>(list(this::sharedText)),
                number(),
                number(),
                flag());
    }

    private CallOrder order() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new CallOrder.Strict();
            case 2 -> new CallOrder.Fifo();
            case 3 -> new CallOrder.Accumulating(number(), cap());
            case 4 -> new CallOrder.Deadline();
            default -> throw new IOException("no order of calls has the tag " + tag);
        };
    }

    private OptionalInt cap() throws IOException {
        Optional<Integer> cap = optional(this::number);
        return cap.isPresent() ? OptionalInt.of(cap.get()) : OptionalInt.empty();
    }

    private Overflow overflow() throws IOException {
        return new Overflow(
                optional(this::queue),
                optional(this::queue),
                optional(this::queue),
                optional(this::queue));
    }
}
