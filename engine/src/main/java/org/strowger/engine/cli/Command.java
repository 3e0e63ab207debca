package org.strowger.engine.cli;

import java.io.IOException;

/// One of the commands of a group: `releases` of `flow releases`.
interface Command {
    Form form();

    /// Does what was asked for.
    ///
    /// @return 0 when all is well, 1 when not
    /// @throws IOException whose message says which file could not be read or written
    int run(Arguments given, Terminal terminal) throws IOException;
}
