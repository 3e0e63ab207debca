package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Calls of a queue that wait in no lane, in no order. A call is in one such set at most and knows
/// its place there, so that taking it out needs no search.
final class CallSet implements Iterable<WaitingCall> {
    private final List<WaitingCall> calls = new ArrayList<>();

    int size() {
        return calls.size();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    void add(WaitingCall call) {
        call.placeInSet = calls.size();
        calls.add(call);
    }

    void remove(WaitingCall call) {
        WaitingCall last = calls.removeLast();
        if (last != call) {
            last.placeInSet = call.placeInSet;
            calls.set(last.placeInSet, last);
        }
    }

    @Override
    public Iterator<WaitingCall> iterator() {
        return calls.iterator();
    }
}
