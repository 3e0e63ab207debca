package org.strowger.engine.flow;

import org.strowger.flow.release.Published;
import org.strowger.flow.release.Publishing;

/// What came of telling the [ReleaseStore] which release new calls get.
public sealed interface Publication {

    /// New calls get it, and the disk has it.
    record Done(Published entry) implements Publication {}

    /// All stays as it was.
    record Refused(Publishing.Reason reason) implements Publication {}

    /// The files are no release; all stays as it was.
    record Unfit(String what) implements Publication {}
}
