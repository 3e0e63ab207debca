/// Files people write: YAML 1.2, and CSV, read into typed values with the line and column of every
/// problem.
///
/// A stock YAML binder stops at the first mistake and forgets where it was. People who edit flows
/// and settings need all mistakes at once, each with its place and what was expected there; and
/// because the files come from people, whatever they hold ends as a [Problem], never an exception.
@NullMarked
package org.strowger.yaml;

import org.jspecify.annotations.NullMarked;
