package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentEvaluationTest {
    private static final int THREADS = 8;
    private static final int CALLS = 2_000;

    private final ExpressionCompiler compiler = SampleCall.compiler();
    private final Expression shared =
            SampleCall.compiled(
                    "crm.tier + '-' + account + (skills.exists(s, s == account) ? '!' : '')"
                            + " + string(waiting('support')) + string(duration('2m'))",
                    ValueType.STRING);

    /// Each thread has callers of its own, and gets their values and nobody else's.
    @Test
    void oneExpressionServesCallsOnManyThreads() throws Exception {
        List<Callable<List<Evaluated>>> lines = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String line = "line" + thread;
            lines.add(() -> evaluated(line));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            int thread = 0;
            for (Future<List<Evaluated>> line : threads.invokeAll(lines)) {
                List<Evaluated> expected = new ArrayList<>();
                for (int call = 0; call < CALLS; call++) {
                    String text = "gold-line" + thread + "/" + call + "7120s";
                    expected.add(new Evaluated.Known(new Value.Text(text)));
                }
                assertEquals(expected, line.get());
                thread++;
            }
        }
    }

    private List<Evaluated> evaluated(String line) {
        List<Evaluated> evaluated = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            SampleCall scope = new SampleCall();
            scope.with("account", new Value.Text(line + "/" + call));
            evaluated.add(shared.evaluate(scope));
        }
        return evaluated;
    }

    @Test
    void oneCompilerServesManyThreads() throws Exception {
        List<Callable<Compiled>> compilations = new ArrayList<>();
        for (int i = 0; i < THREADS * 20; i++) {
            String text = "priority + " + i + " > 3 && crm.teir == 'gold' && vip";
            compilations.add(() -> compiler.compile(text, ValueType.BOOL));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            int number = 0;
            for (Future<Compiled> compiled : threads.invokeAll(compilations)) {
                int offset = ("priority + " + number++ + " > 3 && ").length();
                assertEquals(
                        new Compiled.Refused(
                                List.of(
                                        new Mistake(
                                                offset,
                                                "no variable 'crm.teir', did you mean 'crm.tier'?"))),
                        compiled.get());
            }
        }
    }
}
