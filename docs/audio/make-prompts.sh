#!/usr/bin/env bash
# Makes every prompt's NAME.wav from its transcript NAME.txt, and the music on hold.
# usage: docs/audio/make-prompts.sh [NAME...]    without names: all of them. Needs espeak-ng, sox and python3.
set -euo pipefail
cd "$(dirname "$0")/../.."
rooms=(engine/src/main/resources/prompts/en-GB config/prompts/en-GB)
music=engine/src/main/resources/prompts/en-GB/hold-music.wav

for tool in espeak-ng sox python3; do
  command -v "$tool" > /dev/null || { echo "$tool is not installed: apt-get install espeak-ng sox python3" >&2; exit 1; }
done

speech=$(mktemp --suffix .wav)
trap 'rm -f "$speech"' EXIT

# Spoken at 22 kHz, cut to the telephone's band, silence trimmed at both ends, compressed so that
# a single word is as loud as a sentence, 40 ms of air around it, then G.711 mu-law.
speak() {
  espeak-ng -v en-gb -s 150 -p 42 -w "$speech" -f "$1"
  sox -R -D "$speech" -r 8000 -c 1 -e mu-law -b 8 "${1%.txt}.wav" \
    gain -6 highpass 180 rate 8000 lowpass 3400 \
    silence 1 0.005 0.1% reverse silence 1 0.005 0.1% reverse \
    compand 0.005,0.1 -60,-60,-30,-17,0,-9 0 -30 norm -3 pad 0.04 0.04
}

wanted() { (($# == 1)) || [[ " ${*:2} " == *" $1 "* ]]; }

for room in "${rooms[@]}"; do
  for transcript in "$room"/*.txt; do
    ! wanted "$(basename "$transcript" .txt)" "$@" || speak "$transcript"
  done
done
! wanted beep "$@" || sox -R -D -n -r 8000 -c 1 -e mu-law -b 8 engine/src/main/resources/prompts/en-GB/beep.wav \
  synth 0.3 sine 1000 fade q 0.01 0.3 0.01 norm -9
! wanted hold-music "$@" || python3 docs/audio/hold_music.py "$music"
