package org.strowger.flow.expression;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An expression that was checked and compiled, ready to be evaluated as often as needed.
///
/// It holds no state of a call: one expression serves all calls on all threads.
public final class Expression {
    private final String source;
    private final ValueType type;
    private final Plan plan;
    private final SortedSet<String> reads;
    private final SortedSet<String> queues;
    private final boolean readsSecret;

    Expression(
            String source,
            ValueType type,
            Plan plan,
            SortedSet<String> reads,
            SortedSet<String> queues,
            boolean readsSecret) {
        this.source = source;
        this.type = type;
        this.plan = plan;
        this.reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
        this.queues = Collections.unmodifiableSortedSet(new TreeSet<>(queues));
        this.readsSecret = readsSecret;
    }

    /// The text as it was written.
    public String source() {
        return source;
    }

    /// The type of every value that it comes to.
    public ValueType type() {
        return type;
    }

    /// The variables whose values it may read; one that it only asks `has(...)` of is not among
    /// them.
    public SortedSet<String> reads() {
        return reads;
    }

    /// The queues whose figures it may ask for.
    public SortedSet<String> queues() {
        return queues;
    }

    /// Whether a secret may go into its value. A string that it comes to is then a secret, too.
    public boolean readsSecret() {
        return readsSecret;
    }

    /// What it comes to now. Whatever the values are, this returns, and soon.
    public Evaluated evaluate(Scope scope) {
        return plan.evaluate(scope);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression that && source.equals(that.source) && type == that.type;
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, type);
    }

    @Override
    public String toString() {
        return source;
    }
}
