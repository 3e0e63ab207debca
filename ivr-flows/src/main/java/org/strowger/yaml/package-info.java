/// Files people write: YAML 1.2 read into typed values, with every problem's line and column.
///
/// A stock YAML binder stops at the first mistake and forgets where it was. People who edit flows
/// and settings need all mistakes at once, each with its place and what was expected there; and
/// because the files come from people, whatever they hold ends as a [Problem], never an exception.
@NullMarked
package org.strowger.yaml;

import org.jspecify.annotations.NullMarked;
