/// The one check of flows that the command line, the API and publishing use.
///
/// What the parser refuses is wrong in one line. What is found here takes a look at the whole: ways
/// that lead nowhere or round in circles, words that a language lacks, secrets that get out. It is
/// one place so that nobody can publish what `flow check` would have refused.
@NullMarked
package org.strowger.flow.check;

import org.jspecify.annotations.NullMarked;
