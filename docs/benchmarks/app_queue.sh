#!/usr/bin/env bash
# Measures Asterisk's app_queue as `./strowger load --capture` measures Strowger: SIPp as callers and agents, a packet capture as the clock.
# usage: app_queue.sh ROOT RATE CALLS AGENTS      ROOT is a folder with an installed Asterisk (debootstrap); run as root
set -euo pipefail
root=${1:?usage: app_queue.sh ROOT RATE CALLS AGENTS} rate=${2:?} calls=${3:?} agents=${4:?}
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) etc=$root/etc/asterisk
pids=()
stop() {
    kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    umount --lazy "$root/proc" 2>/dev/null || true
    umount --lazy "$root/dev" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

endpoint() { printf '[%s]\ntype=endpoint\ncontext=in\ndisallow=all\nallow=ulaw\naors=%s\ndirect_media=no\nmedia_address=127.0.0.1\nbind_rtp_to_media_address=yes\n' "$1" "$1"; }
{
    printf '[transport-udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:15070\n'
    endpoint callers
    printf '[callers]\ntype=aor\n[callers]\ntype=identify\nendpoint=callers\nmatch=127.0.0.1\n'
    for i in $(seq "$agents"); do
        endpoint "a$i"
        printf '[a%s]\ntype=aor\ncontact=sip:a%s@127.0.0.1:16000\n' "$i" "$i"
    done
} > "$etc/pjsip.conf"
printf '[in]\nexten => queue,1,Answer(,i)\n same => n,Queue(support,,,,600)\n same => n,Hangup()\n' > "$etc/extensions.conf"
{
    printf '[general]\npersistentmembers=no\nautofill=yes\n[support]\nstrategy=leastrecent\ntimeout=15\nretry=1\nringinuse=no\nwrapuptime=0\njoinempty=yes\n'
    for i in $(seq "$agents"); do printf 'member => PJSIP/a%s\n' "$i"; done
} > "$etc/queues.conf"
printf '[modules]\nautoload=yes\n' > "$etc/modules.conf"
for m in res_xmpp chan_iax2 chan_motif chan_mobile chan_ooh323 res_stun_monitor res_snmp res_calendar; do
    printf 'noload => %s.so\n' "$m" >> "$etc/modules.conf"
done
# Without a name server it would wait for one at every call.
printf '127.0.0.1 localhost %s A.ROOT-SERVERS.NET\n' "$(hostname)" > "$root/etc/hosts"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
chroot "$root" asterisk -f -q > "$work/asterisk.log" 2>&1 &
pids+=($!)
for _ in $(seq 100); do
    [ "$(chroot "$root" asterisk -rx 'pjsip show endpoints' 2>/dev/null | grep -c 'Endpoint:  a')" -ge "$agents" ] && break
    sleep 0.2
done

cd "$work"
# The caller of `load` without its key: here the queue comes at once.
awk '/<pause milliseconds="300"\/>/{skip=1} /<recv request="BYE"/{skip=0} !skip' "$repository/simulator/src/main/resources/capture/caller.xml" > caller.xml
sipp -sf "$repository/simulator/src/main/resources/capture/agent.xml" -i 127.0.0.1 -p 16000 -mp 46000 -d 200 -nostdin > agents.log 2>&1 &
pids+=($!)
tshark -i lo -f 'udp port 15070' -w sip.pcapng -q 2> capture.log &
pids+=($!)
until grep -q Capturing capture.log; do sleep 0.1; done
sipp 127.0.0.1:15070 -sf caller.xml -s queue -i 127.0.0.1 -p 17000 -mp 48000 -r "$rate" -m "$calls" -l "$calls" -nostdin > callers.log 2>&1 || echo "some calls failed"
sleep 1
kill "${pids[-1]}"
wait "${pids[-1]}" 2>/dev/null || true

percentiles() { sort -n | awk '{v[NR]=$1} END {if (NR) printf "n %d, median %.1f ms, p90 %.1f, p99 %.1f, max %.1f\n", NR, v[int((NR+1)/2)], v[int(NR*.9+.999)], v[int(NR*.99+.999)], v[NR]}'; }
tshark -r sip.pcapng -d udp.port==15070,sip -T fields -e frame.time_epoch -e sip.Method -e sip.Call-ID -e sip.from.user -e sip.to.user 2>/dev/null > fields.txt
echo "app_queue: $calls calls at $rate/s, $agents agents, talk 200 ms"
printf '  caller'"'"'s ACK to the INVITE at the agent: '
awk -F'\t' '$2=="ACK" && $5=="queue" && !($3 in acked) {acked[$3]=1; at[$4]=$1} $2=="INVITE" && $5!="queue" && !($3 in seen) {seen[$3]=1; if ($4 in at) {print ($1-at[$4])*1000; delete at[$4]}}' fields.txt | percentiles
printf '  agent'"'"'s BYE to the next INVITE at that agent: '
awk -F'\t' '$5=="queue" {next} $2=="INVITE" && !($3 in agent) {agent[$3]=$5; if ($5 in free) {print ($1-free[$5])*1000; delete free[$5]}} $2=="BYE" && ($3 in agent) && !($3 in ended) {ended[$3]=1; free[agent[$3]]=$1}' fields.txt | percentiles
