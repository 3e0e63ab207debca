package org.strowger.flow;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a step of a flow costs: a key in, the next menu's prompt out. `./strowger bench
/// StepBenchmark`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StepBenchmark {
    private final SteppedCall plain = SteppedCall.of(false);
    private final SteppedCall withExpressions = SteppedCall.of(true);

    /// From menu to menu.
    @Benchmark
    @OperationsPerInvocation(SteppedCall.KEYS)
    public int fromMenuToMenu() {
        return SteppedCall.press(plain.begun());
    }

    /// From menu through a condition on two variables to a menu: two steps and an expression.
    @Benchmark
    @OperationsPerInvocation(SteppedCall.KEYS)
    public int throughACondition() {
        return SteppedCall.press(withExpressions.begun());
    }
}
