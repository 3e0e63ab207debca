/// What a new version of a flow changes, told to the people who are to publish it.
///
/// Two texts may differ in every line and mean the same, or in one character and send every caller
/// elsewhere. So versions are compared as what they mean once they are parsed.
@NullMarked
package org.strowger.flow.change;

import org.jspecify.annotations.NullMarked;
