package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadArgumentsTest {
    private static LoadArguments.Result parse(String words) {
        return LoadArguments.parse(Arrays.asList(words.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target sip:127.0.0.1 | expected 1 scenario, but found 0",
                "a.yaml b.yaml --target sip:127.0.0.1 | expected 1 scenario, but found 2",
                "a.yaml | --target is missing",
                "a.yaml --target | expected a value after --target",
                "a.yaml --targt sip:127.0.0.1 | did you mean '--target'",
                "a.yaml --target sip:127.0.0.1 --target sip:127.0.0.2 | expected --target once",
                "a.yaml --target sip:127.0.0.1 --rate 0 | --rate expects",
                "a.yaml --target sip:127.0.0.1 --rate 10001 | --rate expects",
                "a.yaml --target sip:127.0.0.1 --rate NaN | --rate expects",
                "a.yaml --target sip:127.0.0.1 --rate -1 | --rate expects",
                "a.yaml --target sip:127.0.0.1 --time 25h | --time expects",
                "a.yaml --target sip:127.0.0.1 --time 0s | --time expects",
                "a.yaml --target sip:127.0.0.1 --calls-at-once 10001 | from 1 to 10000",
                "a.yaml --target sip:127.0.0.1 --calls-at-once 0 | from 1 to 10000",
                "a.yaml --target sip:127.0.0.1 --media-ports 40000-40100 | too few|",
                "a.yaml --target sip:127.0.0.1 --media-ports 46000-99999 | ports from 1024",
                "a.yaml --target sip:127.0.0.1 --limit answer.p99 | --limit expects",
                "a.yaml --target sip:127.0.0.1 --limit errors=101% | --limit expects",
                "a.yaml --target sip:127.0.0.1 --limit talked=101% | --limit expects"
            })
    void whatCannotBeIsRefusedWithItsReason(String words, String reason) {
        LoadArguments.Result.Misused misused =
                assertInstanceOf(LoadArguments.Result.Misused.class, parse(words));

        assertTrue(
                misused.reason()
                        .contains(
                                reason.equals("too few")
                                        ? "are needed by --calls-at-once"
                                        : reason));
    }

    @Test
    void ofAgentsWhoSitElsewhereNobodyCanTellWhoTalksWithThem() {
        LoadArguments arguments =
                assertInstanceOf(
                                LoadArguments.Result.Ok.class,
                                parse("a.yaml --target sip:127.0.0.1 --agents 0"))
                        .arguments();

        assertEquals(List.of(new Limit.Errors(0)), arguments.limits());
    }

    @Test
    void noWarmUpIsOneToo() {
        LoadArguments arguments =
                assertInstanceOf(
                                LoadArguments.Result.Ok.class,
                                parse("a.yaml --target sip:127.0.0.1 --warm-up 0s"))
                        .arguments();

        assertEquals(Duration.ZERO, arguments.warmUp());
    }

    @Test
    void withoutWordsOfOurOwnThereAreBounds() {
        LoadArguments arguments =
                assertInstanceOf(
                                LoadArguments.Result.Ok.class,
                                parse("a.yaml --target sip:127.0.0.1"))
                        .arguments();

        assertEquals(1_000, arguments.callsAtOnce());
        assertEquals(Duration.ofMinutes(5), arguments.longestCall());
        assertFalse(arguments.owned());
        assertEquals(List.of(new Limit.Errors(0), new Limit.Talked(0)), arguments.limits());
    }
}
