#!/usr/bin/env bash
# Measures the client of `./strowger load` and SIPp on the same target, by a capture of packets: how evenly each calls, and how
# far what our client says of INVITE to 200 is from what the packets say.
# usage: load_client.sh RATE SECONDS AGENTS      more than 10 seconds; as root (capture); needs sip-tester, tshark; the engine on core 0, each client on core 1
set -euo pipefail
rate=${1:?usage: load_client.sh RATE SECONDS AGENTS} seconds=${2:?} agents=${3:?}
here=$(cd "$(dirname "$0")" && pwd) repository=$(cd "$(dirname "$0")/../.." && pwd)
scripts=$repository/simulator/src/main/resources/capture
work=$(mktemp -d) pids=()
stop() {
    [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT
cp -r "$here/load/." "$work"
{
    printf 'sip: { port: 15060, max_legs: 20000, media_ports: 20000-39999 }\nhttp: { port: 18080 }\ndata: data\n'
    printf 'numbers: { "100": load }\nqueues: { load: { wrap_up: 0s, max_length: 20000 } }\nagents:\n'
    for i in $(seq "$agents"); do printf '  a%s: { password: secret }\n' "$i"; done
} > "$work/strowger.yaml"
{
    echo SEQUENTIAL
    for i in $(seq "$agents"); do
        echo "a$i;[authentication username=a$i password=secret];sip:a$i@127.0.0.1:16000"
    done
} > "$work/phones.csv"
"$repository/strowger" build
cd "$work"

engine() {
    STROWGER_JAVA_OPTS=-Xmx256m taskset -c 0 "$repository/strowger" serve --config "$work/strowger.yaml" > engine.log 2>&1 &
    engine=$!
    pids+=("$engine")
    until curl -fs http://127.0.0.1:18080/health/ready > ready.txt 2>/dev/null; do sleep 0.2; done
}
end_engine() {
    kill "$engine"
    wait "$engine" 2>/dev/null || true
    rm -rf data
}
capture() {
    tshark -i lo -f 'udp port 15060' -w "$1.pcapng" -q 2> "$1-capture.log" &
    capture=$!
    pids+=("$capture")
    until grep -q Capturing "$1-capture.log"; do sleep 0.1; done
}
# The first ten seconds of each warm up. Times of the first INVITE of each call to the number 100 against an even beat, and from it to the 200.
figures() {
    sleep 1
    kill "$capture"
    wait "$capture" 2>/dev/null || true
    tshark -r "$1.pcapng" -d udp.port==15060,sip -T fields -e frame.time_epoch -e sip.Method -e sip.Status-Code \
        -e sip.CSeq.method -e sip.Call-ID -e sip.to.user 2> "$1-read.log" > "$1.txt"
    awk -F'\t' '$2 == "INVITE" && $6 == "100" && !($5 in at) { at[$5] = $1; print $1 }' "$1.txt" \
        | awk -v rate="$rate" '{ t[NR] = $1 - (NR - 1) / rate; if (NR == 1 || t[NR] < least) least = t[NR] }
            END { for (i = 10 * rate + 1; i <= NR; i++) printf "%.3f\n", (t[i] - least) * 1000 }' > "$1-late.txt"
    awk -F'\t' '$2 == "INVITE" && $6 == "100" && !($5 in at) { at[$5] = $1; if (!first) first = $1 }
        $3 == 200 && $4 == "INVITE" && ($5 in at) && !($5 in done) && at[$5] > first + 10 { done[$5] = 1; printf "%.3f\n", ($1 - at[$5]) * 1000 }' \
        "$1.txt" > "$1-answer.txt"
    for what in late answer; do
        sort -n "$1-$what.txt" | awk -v what="$1: $what" '{ v[NR] = $1 } END {
            if (NR == 0) { print what ": nothing was captured"; exit }
            printf "%-16s n %d, ms p50 %.2f p90 %.2f p99 %.2f p99.9 %.2f max %.2f\n", what, NR, v[int((NR + 1) / 2)],
                v[int(0.9 * NR + 0.9999)], v[int(0.99 * NR + 0.9999)], v[int(0.999 * NR + 0.9999)], v[NR] }'
    done
}

echo "== Strowger's client: callers and agents, with audio, on one core"
engine
capture ours
taskset -c 1 "$repository/strowger" load load.yaml --target sip:127.0.0.1:15060 --rate "$rate" \
    --time "${seconds}s" --warm-up 10s --calls-at-once 3000 --limit own.p99=2ms --limit rate=99% || echo "(a limit was missed)"
figures ours
end_engine

echo "== SIPp: callers and agents, without audio, on the same core"
engine
taskset -c 1 sipp 127.0.0.1:15060 -sf "$scripts/register.xml" -inf phones.csv -i 127.0.0.1 -p 17000 -m "$agents" -r 50 -nostdin > register.log 2>&1
taskset -c 1 sipp -sf "$scripts/agent.xml" -i 127.0.0.1 -p 16000 -mp 46000 -d 200 -nostdin > agents.log 2>&1 &
pids+=($!)
capture sipp
taskset -c 1 sipp 127.0.0.1:15060 -sf "$scripts/caller.xml" -s 100 -i 127.0.0.1 -p 17000 -mp 48000 -r "$rate" \
    -m "$((rate * seconds))" -l 3000 -nostdin > callers.log 2>&1 || echo "(some calls failed)"
figures sipp
