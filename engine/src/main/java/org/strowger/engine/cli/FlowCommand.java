package org.strowger.engine.cli;

import java.io.IOException;

/// One of the `flow` commands.
interface FlowCommand {
    Form form();

    /// Does what was asked for.
    ///
    /// @return 0 when all is well, 1 when not
    /// @throws IOException whose message says which file could not be read or written
    int run(Arguments given, Terminal terminal) throws IOException;
}
