package org.strowger.flow.expression;

/// How an expression comes to its value, the cheapest way that does.
sealed interface Plan permits Plan.Fixed, Plan.Read, CelPlan {

    Evaluated evaluate(Scope scope);

    /// The same value always.
    record Fixed(Evaluated result) implements Plan {
        @Override
        public Evaluated evaluate(Scope scope) {
            return result;
        }
    }

    /// The value of one variable as it stands.
    record Read(String name, Variable variable, ValueType wanted) implements Plan {
        @Override
        public Evaluated evaluate(Scope scope) {
            return scope.value(name)
                    .map(value -> Converted.checked(name, variable, value, wanted))
                    .orElseGet(() -> new Evaluated.Failed("'" + name + "' has no value"));
        }
    }
}
