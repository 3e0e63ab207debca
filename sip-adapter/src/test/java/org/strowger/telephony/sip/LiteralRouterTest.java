package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralRouterTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.0.0.255, true",
        "::1, true",
        "[2001:db8::1], true",
        "localhost, false",
        "phone.example, false",
        "1.2.3.example, false",
        "127.1, false",
    })
    void onlyAddressesAreSentTo(String host, boolean sent) {
        assertEquals(sent, LiteralRouter.isLiteral(host));
    }
}
