package org.strowger.telephony;

/// A telephone network that carries out commands and tells what happens.
///
/// Everything is asynchronous: [#send] returns at once and the outcome arrives as a
/// [TelephonyEvent] at the one listener that the network was started with. Commands for one leg are
/// carried out in the order in which they were sent, and the events of one leg arrive in the order
/// in which they happened. A command that cannot be carried out, typically because it lost a race
/// with a hang-up, is answered by [TelephonyEvent.CommandFailed] and changes nothing.
public interface Telephony extends AutoCloseable {

    /// Hands a command to the network. Never blocks and never throws for a leg that is gone.
    void send(TelephonyCommand command);

    /// Ends every leg and frees every port, thread and timer; returns when that is done.
    @Override
    void close();
}
