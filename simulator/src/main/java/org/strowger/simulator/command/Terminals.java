package org.strowger.simulator.command;

import java.io.Console;
import java.util.Optional;

/// Whether somebody looks on.
public final class Terminals {
    private Terminals() {}

    /// Whether input and output are a terminal.
    public static boolean isSeen() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
