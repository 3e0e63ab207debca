package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

    private static boolean permits(List<String> allowed, String host, String address) {
        return new AllowedAddresses(allowed)
                .permits(host, AddressRange.address(address).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2600::1",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1"
            })
    void publicAddressesMayBeAsked(String address) {
        assertTrue(permits(List.of(), "crm.example", address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:101:101::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicMayNotUnlessItIsListed(String address) {
        assertFalse(permits(List.of(), "crm.example", address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5, true",
        "10.0.0.5, 10.0.0.6, false",
        "10.0.0.0/30, 10.0.0.3, true",
        "10.0.0.0/30, 10.0.0.4, false",
        "127.0.0.0/8, 127.9.9.9, true",
        "127.0.0.1, ::ffff:127.0.0.1, true",
        "127.0.0.1, 64:ff9b::7f00:1, true",
        "169.254.0.0/16, 169.254.169.254, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fc00::1, false",
        "fd00::/8, 10.0.0.1, false",
        "::1, ::1, true",
        "0.0.0.0/0, 10.0.0.1, true",
        "0.0.0.0/0, ::1, false",
        // What is no host's address is asked in no case.
        "0.0.0.0/0, 0.0.0.0, false",
        "0.0.0.0/0, 224.0.0.1, false",
        "255.255.255.255, 255.255.255.255, false",
        "::/0, ff02::1, false",
        "::/0, ::, false",
        // A name may have private addresses, and no others.
        "crm.internal, 10.0.0.1, true",
        "CRM.Internal, 192.168.7.7, true",
        "crm.internal, 100.64.0.1, true",
        "crm.internal, fd00::1, true",
        "crm.internal, 127.0.0.1, false",
        "crm.internal, 169.254.169.254, false",
        "crm.internal, ::1, false",
        "crm.internal, fe80::1, false",
        "other.internal, 10.0.0.1, false",
        "internal, 10.0.0.1, false"
    })
    void aListedAddressMayBeAskedAndAListedNameMayBePrivate(
            String allowed, String address, boolean permitted) {
        assertEquals(permitted, permits(List.of(allowed), "crm.internal", address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "fd00::/129",
                "10.0.0",
                "010.0.0.1",
                "0x7f.1",
                "2130706433",
                "256.1.1.1",
                "10.0.0.1-10.0.0.9",
                "*.internal",
                "crm.internal:443",
                "http://crm.internal",
                "fe80::1%eth0",
                "-crm",
                "crm..internal",
                "crm_1",
                "[::1]"
            })
    void whatIsNeitherAddressNorRangeNorNameIsAMistake(String entry) {
        assertTrue(DipSettings.mistake(entry).isPresent());
        assertThrows(IllegalArgumentException.class, () -> Asking.listing(entry));
    }

    @Test
    void theStandardListsNothing() {
        assertEquals(List.of(), DipSettings.standard().allowed());
    }
}
