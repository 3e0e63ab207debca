package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://crm.example, crm.example, 80, /",
        "https://crm.example, crm.example, 443, /",
        "HTTPS://CRM.Example:8443/a%20b?c=d&e=%2F, crm.example, 8443, /a%20b?c=d&e=%2F",
        "http://crm.example?x=1, crm.example, 80, /?x=1",
        "http://crm.example:/, crm.example, 80, /",
        "http://crm:65535/, crm, 65535, /",
        "http://10.0.0.1/, 10.0.0.1, 80, /",
        "http://[2001:DB8::1]:81/, 2001:db8::1, 81, /"
    })
    void aUrlLeadsToAHostAPortAndAPath(String url, String host, int port, String path) {
        Target target = Target.of(url).orElseThrow();
        assertEquals(host, target.host());
        assertEquals(port, target.port());
        assertEquals(path, target.path());
        assertEquals(url.toLowerCase(java.util.Locale.ROOT).startsWith("https"), target.isSecure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crm.example",
                "/customer",
                "//crm.example/",
                "ftp://crm.example/",
                "gopher://127.0.0.1:25/",
                "file:///etc/passwd",
                "jar:http://crm.example!/",
                "http:/crm.example",
                "http:///customer",
                "http://user@crm.example/",
                "http://user:word@crm.example/",
                "http://crm.example@127.0.0.1/",
                "http://crm.example/#there",
                "http://crm.example:0/",
                "http://crm.example:65536/",
                "http://crm.example:80:90/",
                "http://crm.example:x/",
                "http://crm example/",
                "http://crm.example/a b",
                "http://crm.example/\r\nHost: evil",
                "http://crm.example\\@evil/",
                "http://crm.example./",
                "http://crm_1.example/",
                "http://crm.example/ü",
                "http://①②⑦.⓪.⓪.①/",
                "http://[::1%25lo]/",
                "http://[fe80::1%25eth0]/",
                "http://[::1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.0.0.1./",
                "http://127.0.0.01/",
                "http://127.0.0.256/",
                "http://1.2.3.4.5/",
                "http://crm.0x7f/"
            })
    void whatNotEverybodyReadsAlikeLeadsNowhere(String url) {
        assertEquals(Optional.empty(), Target.of(url));
    }

    @Test
    void anAddressOfIpv4WithinIpv6IsThatOfIpv4() {
        assertEquals(
                AddressRange.address("127.0.0.1"),
                Target.of("http://[::ffff:127.0.0.1]/").orElseThrow().literal());
    }

    @Test
    void aRedirectStaysOnItsHost() {
        Target here = Target.of("https://crm.example/a/b?c").orElseThrow();
        assertEquals("/a/d", here.redirected("d").orElseThrow().path());
        assertEquals("/e?f", here.redirected("/e?f").orElseThrow().path());
        assertTrue(here.redirected("https://crm.example:443/").isPresent());
        assertEquals(Optional.empty(), here.redirected("http://crm.example:443/"));
        assertEquals(Optional.empty(), here.redirected("https://crm.example:444/"));
        assertEquals(Optional.empty(), here.redirected("https://crm.example.evil/"));
    }

    @Test
    void aRedirectOfAnAddressOfIpv6IsRead() {
        Target here = Target.of("http://[2001:db8::1]:81/a").orElseThrow();
        assertEquals("/b", here.redirected("/b").orElseThrow().path());
        assertEquals("[2001:db8::1]:81", here.place());
    }
}
