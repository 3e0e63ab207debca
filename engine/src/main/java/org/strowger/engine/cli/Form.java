package org.strowger.engine.cli;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// How a command is written.
///
/// @param usage for people, behind the command's name
/// @param flags options without a value
/// @param valued options with one
/// @param needed those of them that must be there
/// @param least how many arguments there are beside the options
/// @param most the same
record Form(
        String usage,
        SortedSet<String> flags,
        SortedSet<String> valued,
        SortedSet<String> needed,
        int least,
        int most) {

    Form {
        flags = Collections.unmodifiableSortedSet(new TreeSet<>(flags));
        valued = Collections.unmodifiableSortedSet(new TreeSet<>(valued));
        needed = Collections.unmodifiableSortedSet(new TreeSet<>(needed));
    }

    /// One with as many arguments as there may be, beside options that may be there.
    static Form of(String usage, List<String> flags, List<String> valued, int least, int most) {
        return new Form(
                usage, new TreeSet<>(flags), new TreeSet<>(valued), new TreeSet<>(), least, most);
    }

    /// The same with an option that must be there, and has a value.
    Form needing(String option) {
        SortedSet<String> all = new TreeSet<>(valued);
        all.add(option);
        SortedSet<String> must = new TreeSet<>(needed);
        must.add(option);
        return new Form(usage, flags, all, must, least, most);
    }
}
