package org.strowger.simulator.report;

/// What all pages have in common: they load nothing from anywhere, and are readable on paper, on a
/// telephone and in the dark.
final class PageFrame {
    /// Nothing may be loaded, and nothing run: a page that is passed on does nothing.
    private static final String NOTHING_LOADED = "default-src 'none'; style-src 'unsafe-inline'";

    private static final String STYLE =
            """

            :root { color-scheme: light dark; --ink: #1c2329; --soft: #55626e; --paper: #fff; --line: #d5dbe1;
              --bar: #7fa8d1; --reach: #1c2329; --good: #1a7f37; --bad: #b3261e; --goal: #b3261e;
              --s0: #1f5fa8; --s1: #b3561e; --s2: #3b7d3b; --s3: #7a4fa3; --s4: #8a6d00; --s5: #a3336b; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6eaee; --soft: #a7b3be; --paper: #14191e;
              --line: #37424c; --bar: #3f6d9c; --reach: #e6eaee; --good: #5fce7d; --bad: #ff8a80; --goal: #ff8a80;
              --s0: #7db4ef; --s1: #f0a36f; --s2: #86cc86; --s3: #c39ce8; --s4: #dcc15a; --s5: #f08bbb; } }
            @media print { :root { color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --line: #bbb;
              --bar: #bbb; --reach: #000; --good: #000; --bad: #000; --goal: #000; --s0: #000; --s1: #000;
              --s2: #000; --s3: #000; --s4: #000; --s5: #000; } .wide { overflow: visible; }
              figure, table, .cards { break-inside: avoid; } }
            body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif;
              color: var(--ink); background: var(--paper); }
            h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
            h3 { font-size: 1rem; margin: 1.5rem 0 0.5rem; } p { max-width: 45rem; }
            .soft, figcaption, caption { color: var(--soft); font-size: 0.9rem; text-align: left; }
            .notice { border: 2px solid var(--bad); padding: 0.5rem 1rem; }
            .met { color: var(--good); font-weight: 600; } .missed { color: var(--bad); font-weight: 600; }
            .cards { display: flex; flex-wrap: wrap; gap: 0.75rem; padding: 0; list-style: none; }
            .cards li { border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.5rem 0.9rem; }
            .cards strong { display: block; font-size: 1.3rem; }
            figure { margin: 1rem 0; } .wide { overflow-x: auto; } .wide svg { width: 100%; min-width: 34rem; display: block; }
            table { border-collapse: collapse; margin: 0.5rem 0 1rem; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
            th, td { padding: 0.2rem 0.7rem 0.2rem 0; border-bottom: 1px solid var(--line); text-align: right;
              white-space: nowrap; } th:first-child { text-align: left; } th { font-weight: 600; }
            svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
            .grid { stroke: var(--line); } .bar { fill: var(--bar); } .reach { stroke: var(--reach); stroke-width: 1.5; }
            .goal { stroke: var(--goal); stroke-width: 1.5; stroke-dasharray: 5 4; } .dot { fill: var(--s0); }
            .curve { fill: none; stroke-width: 2; } .s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); stroke-dasharray: 7 3; }
            .s2 { stroke: var(--s2); stroke-dasharray: 2 3; } .s3 { stroke: var(--s3); stroke-dasharray: 9 3 2 3; }
            .s4 { stroke: var(--s4); stroke-dasharray: 4 4; } .s5 { stroke: var(--s5); stroke-dasharray: 12 4; }
            .key { width: 2.5rem; height: 0.6rem; vertical-align: middle; }
            dt { font-weight: 600; } dd { margin: 0 0 0.4rem 1rem; }
            """;

    private PageFrame() {}

    /// Begins a page: all up to its content. Ends with [#end].
    static Html begin(String title) {
        Html page = new Html();
        page.begin("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml").begin("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", NOTHING_LOADED);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "referrer", "content", "no-referrer");
        page.element("title", title).style(STYLE).end();
        return page.begin("body").begin("main");
    }

    static String end(Html page) {
        return page.end().end().end().page();
    }
}
