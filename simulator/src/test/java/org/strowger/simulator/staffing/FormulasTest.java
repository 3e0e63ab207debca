package org.strowger.simulator.staffing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.chance.Distribution.Branch;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.chance.Distribution.Exponential;
import org.strowger.simulator.chance.Distribution.HyperExponential;
import org.strowger.simulator.chance.Distribution.Uniform;

/// Formulas against figures that were computed apart from this project, to their last digit. Rates
/// in the tables are a minute, and so are waits.
class FormulasTest {
    /// The eighth digit of this column is rough: integrals by Simpson's rule with 400,000 steps
    /// have 0.87781470 and 0.69173530 in its second and third rows, as the formula.
    private static final double SHARE_OF_PATIENT = 5e-8;

    /// Equal to the last digit that is written, and half a one.
    private static void assertDigits(String exact, double found) {
        BigDecimal written = new BigDecimal(exact);
        assertEquals(written.doubleValue(), found, written.ulp().doubleValue() * 0.5001);
    }

    private static double number(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Double.parseDouble(text)
                : Double.parseDouble(text.substring(0, slash))
                        / Double.parseDouble(text.substring(slash + 1));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            1, .5, 0.3333333333
            15, 14, 0.1477877628
            2, 1, 0.2000000000
            50, 45, 0.0541044722
            5, 3, 0.1100543478
            90, 84, 0.0446198710
            10, 8, 0.1216610643
            120, 100, 0.0056900546
            1000, 1000, 0.0248119176
            """)
    void erlangB(int agents, double load, String blocked) {
        assertDigits(blocked, new ErlangB(agents, load / 100, 100).blocked());
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            1, 0.5, 1, 60, 0.50000000, 1.0000000, 0.5000000, 0.69673467
            2, 1.5, 1, 30, 0.64285714, 1.2857143, 1.9285714, 0.49934235
            3, 2, 1, 20, 0.44444444, 0.44444444, 0.88888889, 0.68154164
            10, 1.6, 0.2, 20, 0.40918015, 1.0229504, 1.6367206, 0.64189645
            12, 4.2, 0.5, 20, 0.18388863, 0.10216035, 0.42907347, 0.89907978
            14, 2, 1/6, 20, 0.48170537, 1.4451161, 2.8902322, 0.56895109
            50, 9.5, 0.2, 20, 0.62909473, 1.2581895, 11.952800, 0.46748281
            100, 19, 0.2, 20, 0.50645685, 0.50645685, 9.6226802, 0.63710781
            100, 19.8, 0.2, 20, 0.88276846, 4.4138423, 87.394078, 0.17416394
            400, 78, 0.2, 20, 0.50555351, 0.25277675, 19.716587, 0.74044017
            1000, 199, 0.2, 20, 0.81681360, 0.81681360, 162.54591, 0.41472748
            5000, 990, 0.2, 20, 0.36609822, 0.036609822, 36.243724, 0.98693981
            """)
    void erlangC(
            int agents,
            double perMinute,
            String rate,
            double target,
            String waits,
            String wait,
            String inLine,
            String inTime) {
        ErlangC found = new ErlangC(agents, perMinute / 60, 60 / number(rate));
        assertDigits(waits, found.waits());
        assertDigits(wait, found.meanWait() / 60);
        assertDigits(inLine, found.inLine());
        assertDigits(inTime, found.within(target));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            1, 1, 1, .5, 60, 0.68696471, 0.31303529, 0.62607057, 0.53065022, 0.68696471, 0.54429944, 0.69402768
            5, 4, 1, .5, 30, 0.41505154, 0.077968675, 0.15593735, 0.14074073, 0.73762506, 0.82521398, 0.87781472
            10, 2, .2, .5, 20, 0.44204389, 0.15243804, 0.30487609, 0.25002782, 0.84756196, 0.64999359, 0.69173528
            10, 2.5, .2, .5, 20, 0.66542478, 0.26017552, 0.52035103, 0.46841338, 0.92478060, 0.43817716, 0.48358265
            12, 4.2, .5, 1, 20, 0.12737228, 0.029678906, 0.029678906, 0.024060077, 0.67922477, 0.94526958, 0.96787153
            50, 10, .2, .5, 20, 0.41107579, 0.068935439, 0.13787088, 0.12742707, 0.93106456, 0.78387186, 0.82224840
            50, 11, .2, .2, 20, 0.76779522, 0.11030100, 0.55150500, 0.55243567, 0.97866890, 0.39537813, 0.41371597
            100, 20, .2, .5, 20, 0.40402057, 0.048810921, 0.097621843, 0.092485472, 0.95118908, 0.85171527, 0.88689226
            100, 22, .2, .5, 20, 0.69281629, 0.10698353, 0.21396706, 0.21119704, 0.98231812, 0.64831690, 0.70399684
            400, 80, .2, 1/3, 20, 0.44401968, 0.022474659, 0.067423978, 0.066185111, 0.97752534, 0.94133372, 0.96197645
            1000, 205, .2, 1/3, 20, 0.70163728, 0.029764942, 0.089294825, 0.089150027, 0.99449093, 0.95413006, 0.98314919
            """)
    void erlangA(
            int agents,
            double perMinute,
            double rate,
            String impatience,
            double target,
            String waits,
            String abandons,
            String wait,
            String waitOfAnswered,
            String occupancy,
            String ofAll,
            String ofPatient) {
        ErlangA found =
                new ErlangA(
                        agents,
                        perMinute / 60,
                        60 / rate,
                        new Exponential(60 / number(impatience)));
        assertDigits(waits, found.waits());
        assertDigits(abandons, found.abandons());
        assertDigits(wait, found.meanWait() / 60);
        assertDigits(waitOfAnswered, found.meanWaitOfAnswered() / 60);
        assertDigits(occupancy, found.occupancy());
        ErlangA.Within within = found.within(target);
        assertDigits(ofAll, within.answered());
        assertEquals(
                Double.parseDouble(ofPatient),
                within.answered() / (1 - within.abandoned()),
                SHARE_OF_PATIENT);
    }

    record OtherPatience(
            int agents,
            double perMinute,
            Distribution patience,
            String waits,
            String abandons,
            String meanWait,
            String inTime) {}

    static List<OtherPatience> otherPatience() {
        Distribution mixed =
                new HyperExponential(List.of(new Branch(0.5, 30), new Branch(0.5, 210)));
        return List.of(
                new OtherPatience(
                        10,
                        2,
                        new Constant(60),
                        "0.45043586",
                        "0.15014529",
                        "0.30029058",
                        "0.64966100"),
                new OtherPatience(
                        50,
                        10,
                        new Constant(60),
                        "0.56285772",
                        "0.051168884",
                        "0.30701330",
                        "0.60770522"),
                new OtherPatience(
                        50,
                        11,
                        new Constant(120),
                        "0.93186128",
                        "0.096599499",
                        "1.2899272",
                        "0.11985840"),
                new OtherPatience(
                        50,
                        11,
                        new Distribution.Erlang(120, 2),
                        "0.74303721",
                        "0.11236859",
                        "0.43499037",
                        "0.44564769"),
                new OtherPatience(
                        50,
                        11,
                        new Exponential(120),
                        "0.62210043",
                        "0.12246828",
                        "0.24493656",
                        "0.61632728"),
                new OtherPatience(
                        50, 11, mixed, "0.51356481", "0.13153232", "0.13329505", "0.74176347"));
    }

    @ParameterizedTest
    @MethodSource("otherPatience")
    void otherPatience(OtherPatience row) {
        ErlangA found = new ErlangA(row.agents, row.perMinute / 60, 300, row.patience);
        assertDigits(row.waits, found.waits());
        assertDigits(row.abandons, found.abandons());
        assertDigits(row.meanWait, found.meanWait() / 60);
        assertDigits(row.inTime, found.within(20).answered());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            1; .3/.5; 1; 1.14285714/5.71428571; 4.0
            10; 2/6; 1; 0.05114752/0.25573759; 0.20459008
            10; .5/1.4; .2; 0.55039039/11.00780771; 8.25585578
            100; 5/14; .2; 0.03376379/0.67527581; 0.50645685
            10; .4/.6/.9; .2; 0.51599099/1.03198197/16.51171156; 8.25585578
            """)
    void strictPriority(int agents, String rates, double rate, String waits, String together) {
        Priorities found = new Priorities(agents, 60 / rate, perSecond(rates));
        assertWaits(waits, found.strict());
        assertDigits(together, conserved(found, found.strict()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            1; .5/.3; 1/2; 1; 4.70588235/2.82352941
            1; .5/.4; 1/5; 1; 13.23529412/3.70588235
            10; 6/3; 1/3; 1; 0.83591441/0.33436576
            10; 1.4/.5; 1/4; .2; 10.16105327/2.92130281
            100; 14/5; 1/4; .2; 0.62333151/0.17920781
            10; .9/.6/.4; 1/2/6; .2; 12.08174017/6.38938182/2.44732685
            """)
    void accumulatingPriority(int agents, String rates, String slopes, double rate, String waits) {
        Priorities found = new Priorities(agents, 60 / rate, perSecond(rates));
        assertWaits(waits, found.accumulating(numbers(slopes)));
    }

    private static List<Double> numbers(String text) {
        return List.of(text.split("/", -1)).stream().map(Double::parseDouble).toList();
    }

    private static List<Double> perSecond(String rates) {
        return numbers(rates).stream().map(rate -> rate / 60).toList();
    }

    private static void assertWaits(String exact, List<Double> found) {
        String[] each = exact.split("/", -1);
        assertEquals(each.length, found.size());
        for (int k = 0; k < each.length; k++) {
            assertDigits(each[k], found.get(k) / 60);
        }
    }

    /// The mean wait of all, which no order of classes changes (Kleinrock's conservation law), in
    /// minutes.
    private static double conserved(Priorities classes, List<Double> waits) {
        double sum = 0;
        double rate = 0;
        for (int k = 0; k < waits.size(); k++) {
            sum += classes.perSecond().get(k) * waits.get(k);
            rate += classes.perSecond().get(k);
        }
        return sum / rate / 60;
    }

    @Test
    void strictPriorityForOneAgentAndTalksThatDiffer() {
        List<Double> waits =
                Priorities.strictForOneAgent(
                        List.of(0.4, 0.6), List.of(new Talks(1, 1), new Talks(0.5, 0)));
        assertDigits("0.79166667", waits.get(0));
        assertDigits("2.63888889", waits.get(1));
    }

    /// The end points of the model of Wallace and Whitt (M&SOM 7(4), 2005) with all skills.
    @Test
    void aLineOfThirtyPlaces() {
        FiniteLine line = new FiniteLine(90, 30, 8.4 / 60, 600);
        assertDigits("0.00364308", line.blocked());
        assertDigits("0.37970555", line.waits());
        assertDigits("0.45002276", line.meanWait() / 60);
        assertDigits("0.73292228", line.within(30));
    }

    @Test
    void noPlacesAreErlangBAndManyAreErlangC() {
        assertEquals(
                new ErlangB(50, 0.15, 300).blocked(),
                new FiniteLine(50, 0, 0.15, 300).blocked(),
                1e-15);
        ErlangC endless = new ErlangC(50, 9.5 / 60, 300);
        FiniteLine endlessLine = new FiniteLine(50, 100_000, 9.5 / 60, 300);
        assertEquals(endless.waits(), endlessLine.waits(), 1e-12);
        assertEquals(endless.within(20), endlessLine.within(20), 1e-12);
    }

    /// The sum over the states of the birth and death process, from the state in which all agents
    /// are busy and nobody waits: another way to the same figures.
    @ParameterizedTest
    @CsvSource({
        "1, 0.001, 100, 30",
        "20, 0.05, 300, 120",
        "100, 0.4, 300, 600",
        "1000, 3.6, 300, 60",
        "10000, 33, 300, 180",
        "10000, 40, 300, 20"
    })
    void erlangAIsTheBirthAndDeathProcess(int agents, double rate, double talk, double patience) {
        double term = ErlangB.blocked(agents, rate * talk);
        double all = 1;
        double busy = term;
        double line = 0;
        for (int k = 1; k < 1_000_000; k++) {
            term *= rate / (agents / talk + k / patience);
            all += term;
            busy += term;
            line += k * term;
        }
        ErlangA found = new ErlangA(agents, rate, talk, new Exponential(patience));
        assertEquals(busy / all, found.waits(), 1e-11);
        assertEquals(line / all, found.inLine(), 1e-10 * (1 + line / all));
        assertEquals(line / all / patience / rate, found.abandons(), 1e-11);
    }

    @Test
    void endlessPatienceIsErlangC() {
        ErlangC waiting = new ErlangC(100, 19 / 60.0, 300);
        ErlangA found = new ErlangA(100, 19 / 60.0, 300, new Constant(1e6));
        assertEquals(waiting.waits(), found.waits(), 1e-11);
        assertEquals(waiting.meanWait(), found.meanWait(), 1e-8);
        assertEquals(waiting.within(20), found.within(20).answered(), 1e-11);
        assertEquals(0, found.abandons(), 1e-12);
    }

    /// Flows in are flows out, whatever the patience: calls that are answered keep the agents busy.
    @Test
    void aHeavyOverloadServesWhatAgentsCanTake() {
        for (Distribution patience :
                List.of(new Constant(3_600), new Exponential(36_000), new Uniform(10, 5_000))) {
            ErlangA found = new ErlangA(10_000, 100, 300, patience);
            assertEquals(2 / 3.0, found.abandons(), 1e-9, patience::toString);
            assertEquals(1, found.waits(), 1e-9);
        }
        assertEquals(3_600, new ErlangA(10_000, 100, 300, new Constant(3_600)).meanWait(), 0.1);
    }

    @Test
    void nobodyWaitsWhereThereIsMoreThanEnough() {
        assertEquals(0, new ErlangB(10_000, 0.001, 300).blocked());
        assertEquals(0, new ErlangC(10_000, 0.001, 300).waits());
        ErlangA found = new ErlangA(10_000, 0.001, 300, new Exponential(60));
        assertEquals(0, found.waits());
        assertEquals(1, found.within(0).answered());
    }

    /// Bounds are met where they are exact, and hold where Erlang C is.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 100})
    void exponentialTalksAreWithinTheBoundsOfAllTalks(int agents) {
        Talks talks = new Talks(300, 1);
        for (double load : List.of(0.3, 0.8, 0.99)) {
            double rate = load * agents / 300;
            double wait = new ErlangC(agents, rate, 300).meanWait();
            assertTrue(talks.leastMeanWait(agents, rate) <= wait * (1 + 1e-9));
            assertTrue(talks.mostMeanWait(agents, rate) >= wait * (1 - 1e-9));
            if (agents == 1) {
                assertEquals(wait, talks.meanWaitForOneAgent(rate), 1e-9 * wait);
            }
        }
    }

    @Test
    void numbersWithoutMeaningAreRefusedWithWhatWasExpected() {
        assertRefused("expected agents to be 1 to 10000, but found 0", () -> new ErlangB(0, 1, 1));
        assertRefused(
                "expected calls a second to be above 0 and at most 10000000, but found NaN",
                () -> new ErlangC(1, Double.NaN, 1));
        assertRefused(
                "expected a load below 10.0, or the line of callers who never hang up grows without"
                        + " end, but found 10.0",
                () -> new ErlangC(10, 1, 10));
        assertRefused(
                "expected the mean patience to be above 0 and at most 10000000, but found 0.0",
                () -> new ErlangA(1, 1, 1, new Constant(0)));
        assertRefused(
                "expected constant, exponential, uniform, Erlang or hyper-exponential patience, but"
                        + " found Never[]",
                () -> new ErlangA(1, 1, 1, new Distribution.Never()));
        assertRefused(
                "expected what a slope is more than the one before to be 0 to 10000000, but found"
                        + " -1.0",
                () -> new Priorities(1, 1, List.of(0.1, 0.1)).accumulating(List.of(2.0, 1.0)));
    }

    private static void assertRefused(String message, Runnable what) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, what::run).getMessage());
    }
}
