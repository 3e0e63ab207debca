package org.strowger.simulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTest {
    /// Tables of Student's distribution, as any handbook has them.
    @ParameterizedTest
    @CsvSource({
        "0.95, 1, 12.706205",
        "0.95, 2, 4.302653",
        "0.95, 3, 3.182446",
        "0.95, 19, 2.093024",
        "0.95, 99, 1.984217",
        "0.95, 99999, 1.959988",
        "0.99, 4, 4.604095",
        "0.5, 10, 0.699812",
        "0.999, 30, 3.645959"
    })
    void reachIsThatOfTheTables(double probability, long freedom, double reach) {
        assertEquals(reach, Student.reach(probability, freedom), 1e-6 * reach);
        assertEquals(probability, Student.within(reach, freedom), 1e-6);
    }

    @Test
    void nothingIsNearerThanZeroAndAllWithinTheEndless() {
        for (long freedom = 1; freedom < 6; freedom++) {
            assertEquals(0, Student.within(0, freedom));
            assertEquals(1, Student.within(Double.POSITIVE_INFINITY, freedom));
        }
    }
}
