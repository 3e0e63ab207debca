/// What flows reckon with: values, their types, and expressions over them.
///
/// Expressions are CEL (Common Expression Language, cel.dev), chosen because a wrong name or type
/// is found when a flow is published and not while somebody is on the line, and because it has no
/// loops, no reflection and bounded cost. CEL does not show outside this package: an expression is
/// compiled once against the variables that a flow declares, and from then on only evaluated.
@NullMarked
package org.strowger.flow.expression;

import org.jspecify.annotations.NullMarked;
