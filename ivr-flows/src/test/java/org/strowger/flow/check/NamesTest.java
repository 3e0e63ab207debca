package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Surroundings CENTRE =
            new Surroundings(
                    Optional.of(new TreeSet<>(List.of("sales", "support"))),
                    Optional.of(new TreeSet<>(List.of("english"))),
                    Optional.of(new TreeSet<>(List.of("ann"))),
                    Optional.of(new TreeSet<>(List.of("general"))),
                    Optional.of(List.of("+4420")),
                    Optional.empty());

    private static List<String> findings(String nodes) {
        return Flows.findings(CENTRE, Flows.flow("main", "", nodes)).stream()
                .map(finding -> finding.substring("main.yaml:".length()))
                .toList();
    }

    @Test
    void whatTheCentreHasIsKnown() {
        assertEquals(
                List.of(),
                findings(
                        """
                        a: { queue: { name: sales, skills: { english: 5 }, max_wait: 1m, on_timeout: b, on_no_agents: b }, next: c }
                        b: { voicemail: { box: general, queue: support }, next: hangup }
                        c: { transfer: { agent: ann }, next: d }
                        d: { transfer: { to: "+442079460000" }, next: hangup }
                        """));
    }

    @Test
    void whatItHasNotIsGuessed() {
        assertEquals(
                List.of(
                        "5:17: main.a: no queue 'salse', did you mean 'sales'? [L01]",
                        "5:40: main.a: no skill 'englsh', did you mean 'english'? [L01]",
                        "6:21: main.b: no box 'genral', did you mean 'general'? [L01]",
                        "7:20: main.c: no agent 'anna', did you mean 'ann'? [L01]",
                        "8:20: main.d: '+332079460000' is not among the numbers that flows may call"
                                + " [L01]",
                        "9:20: main.e: no calendar 'office' [L01]"),
                findings(
                        """
                        a: { queue: { name: salse, skills: { englsh: 5 }, max_wait: 1m, on_timeout: b, on_no_agents: b }, next: c }
                        b: { voicemail: { box: genral }, next: hangup }
                        c: { transfer: { agent: anna }, next: d }
                        d: { transfer: { to: "+332079460000" }, next: e }
                        e: { hours:    { calendar: office, open: hangup, closed: hangup } }
                        """));
    }

    @Test
    void aCentreCallsNoSipAddress() {
        assertEquals(
                List.of(
                        "5:20: main.a: 'sip:200@pbx' is a SIP address, and a centre calls only"
                                + " numbers [L01]"),
                findings("a: { transfer: { to: 'sip:200@pbx' }, next: hangup }"));
    }

    @Test
    void aQueueInAnExpressionIsLookedUp() {
        assertEquals(
                List.of("5:20: main.a: no queue 'suport', did you mean 'support'? [L01]"),
                findings(
                        "a: { switch: [ { if: \"waiting('suport') > 5\", go: hangup }, { go: hangup }"
                                + " ] }"));
    }
}
