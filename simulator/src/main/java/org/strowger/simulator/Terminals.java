package org.strowger.simulator;

import java.io.Console;
import java.util.Optional;

/// Whether somebody looks on.
final class Terminals {
    private Terminals() {}

    /// Whether input and output are a terminal.
    static boolean isSeen() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
