package org.strowger.simulator.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The SIP messages that crossed the loopback interface, and the times that they give.
///
/// Every figure is between two packets: the first sending of each, retransmissions left out.
final class SipTrace {

    /// One message.
    ///
    /// @param at seconds
    /// @param method of a request; empty of a response
    record Message(double at, String method, String callId, String fromUser, String toUser) {

        /// Reads one line of `tshark -T fields`, the fields parted by tabs.
        static Message parse(String line) {
            String[] field = line.split("\t", -1);
            return new Message(
                    Double.parseDouble(field[0]), field[1], field[2], field[3], field[4]);
        }
    }

    /// The fields that [Message#parse] expects.
    static final List<String> FIELDS =
            List.of(
                    "frame.time_epoch",
                    "sip.Method",
                    "sip.Call-ID",
                    "sip.from.user",
                    "sip.to.user");

    private final String centre;
    private final List<Message> firsts = new ArrayList<>();

    /// @param centre the number that callers dial, which tells their dialogs from the agents'
    SipTrace(String centre, List<String> lines) {
        this.centre = centre;
        Map<String, Message> seen = new HashMap<>();
        for (String line : lines) {
            Message message = Message.parse(line);
            if (!message.method().isEmpty()
                    && seen.putIfAbsent(message.method() + message.callId(), message) == null) {
                firsts.add(message);
            }
        }
    }

    private boolean isCallers(Message message) {
        return message.toUser().equals(centre);
    }

    /// From a caller's INFO with the key that leads to the queue, to the INVITE at the agent who
    /// gets the call.
    Percentiles keyToAgent() {
        Map<String, Double> pressed = new HashMap<>();
        List<Double> times = new ArrayList<>();
        for (Message message : firsts) {
            if (isCallers(message) && message.method().equals("INFO")) {
                pressed.put(message.fromUser(), message.at());
            } else if (!isCallers(message) && message.method().equals("INVITE")) {
                Double since = pressed.remove(message.fromUser());
                if (since != null) {
                    times.add((message.at() - since) * 1000);
                }
            }
        }
        return Percentiles.of(times);
    }

    /// From an agent's BYE to the next INVITE at that agent, while callers wait.
    Percentiles byeToNextInvite() {
        Map<String, String> agentOf = new HashMap<>();
        Map<String, Double> free = new TreeMap<>();
        List<Double> times = new ArrayList<>();
        for (Message message : firsts) {
            if (isCallers(message)) {
                continue;
            }
            if (message.method().equals("INVITE")) {
                agentOf.put(message.callId(), message.toUser());
                Double since = free.remove(message.toUser());
                if (since != null) {
                    times.add((message.at() - since) * 1000);
                }
            } else if (message.method().equals("BYE") && agentOf.containsKey(message.callId())) {
                free.put(agentOf.get(message.callId()), message.at());
            }
        }
        return Percentiles.of(times);
    }
}
