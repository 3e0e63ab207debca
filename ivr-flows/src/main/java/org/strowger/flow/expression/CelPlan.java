package org.strowger.flow.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// An expression that CEL evaluates.
///
/// @param slots by the names that the program asks for
/// @param secret whether a string that it comes to is a secret, whatever it read on the way
record CelPlan(
        CelRuntime.Program program, SortedMap<String, Slot> slots, ValueType type, boolean secret)
        implements Plan {

    @Override
    public Evaluated evaluate(Scope scope) {
        Reader reader = new Reader(scope, slots);
        try {
            return Converted.fromCel(program.eval(reader), type, secret || reader.sawSecret());
        } catch (CelEvaluationException failed) {
            return new Evaluated.Failed(reader.fault().orElseGet(() -> reason(failed)));
        } catch (RuntimeException unforeseen) {
            // A call goes on by its on_error way, whatever CEL has overlooked.
            return new Evaluated.Failed("cannot be evaluated with these values");
        }
    }

    /// CEL's own message may hold a value, and the value may be a secret: only its kind is told.
    static String reason(CelEvaluationException failed) {
        return reason(failed.getErrorCode());
    }

    private static String reason(CelErrorCode code) {
        return switch (code) {
            case DIVIDE_BY_ZERO -> "division by zero";
            case NUMERIC_OVERFLOW -> "a number, a time, a duration, a text or a list is too large";
            case INDEX_OUT_OF_BOUNDS -> "a list has no item at that place";
            case ATTRIBUTE_NOT_FOUND -> "a map has no such key";
            case DUPLICATE_ATTRIBUTE -> "a map has a key twice";
            case BAD_FORMAT -> "a text is not of the form that is asked for";
            case INVALID_ARGUMENT -> "a function does not take this value";
            case ITERATION_BUDGET_EXCEEDED ->
                    "more than " + Dialect.MOST_ITERATIONS + " items to go through";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND ->
                    "an operator does not take values of these types";
            case INTERNAL_ERROR -> "cannot be evaluated with these values";
        };
    }

    /// Gives CEL the values that it asks for, and remembers the first that was not to be had.
    private static final class Reader implements CelVariableResolver {
        private final Scope scope;
        private final SortedMap<String, Slot> slots;
        private @Nullable String fault;
        private boolean sawSecret;

        Reader(Scope scope, SortedMap<String, Slot> slots) {
            this.scope = scope;
            this.slots = slots;
        }

        Optional<String> fault() {
            return Optional.ofNullable(fault);
        }

        boolean sawSecret() {
            return sawSecret;
        }

        @Override
        public Optional<Object> find(String name) {
            Slot slot = slots.get(name);
            if (slot == null) {
                return Optional.empty();
            }
            return switch (slot.read(scope)) {
                case Slot.Content.Present(Object value) -> Optional.of(value);
                case Slot.Content.Hidden(SecretText text) -> {
                    sawSecret = true;
                    yield Optional.of(text.reveal());
                }
                case Slot.Content.Missing(String reason) -> {
                    fault = fault == null ? reason : fault;
                    yield Optional.empty();
                }
            };
        }
    }
}
