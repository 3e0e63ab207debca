package org.strowger.telephony;

/// Hears what happens on a telephone network.
@FunctionalInterface
public interface TelephonyListener {

    /// Called on the network's own thread, one event at a time: hand the event over and return.
    void on(TelephonyEvent event);
}
