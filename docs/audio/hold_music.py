#!/usr/bin/env python3
"""Composes and plays Strowger's music on hold: twelve bars of 4/4 as a G.711 mu-law WAV file.

usage: hold_music.py FILE.wav

The tune is written here and nowhere else. Every note is added to a ring of samples, so what still sounds at
the end is heard at the beginning, and the file repeats without a click.
"""
import math
import struct
import sys

RATE = 8000
BEAT = 60 / 84 * RATE
BEATS = 4 * 12
LENGTH = round(BEAT * BEATS)
LEVEL_DBFS = -15

CHORDS = [  # one for each bar: bass, then the three notes that are broken above it
    ("G2", "B3", "D4", "F#4"), ("E2", "G3", "B3", "D4"), ("C3", "G3", "B3", "E4"), ("D3", "F#3", "A3", "C4"),
    ("B2", "F#3", "A3", "D4"), ("E2", "G3", "B3", "E4"), ("A2", "G3", "C4", "E4"), ("D3", "F#3", "C4", "D4"),
    ("G2", "B3", "D4", "F#4"), ("C3", "G3", "B3", "E4"), ("A2", "G3", "C4", "E4"), ("D3", "F#3", "A3", "D4"),
]
MELODY = [  # (beat, note, beats long)
    (0, "D5", 2), (2, "B4", 1), (3, "A4", 1), (4, "G4", 3), (8, "E5", 2), (10, "D5", 1), (11, "C5", 1),
    (12, "A4", 3.5), (16, "F#4", 1), (17, "A4", 1), (18, "D5", 2), (20, "B4", 3), (24, "C5", 1.5),
    (25.5, "B4", 0.5), (26, "A4", 1), (27, "G4", 1), (28, "A4", 3.5), (32, "B4", 2), (34, "D5", 1.5),
    (35.5, "F#5", 0.5), (36, "E5", 3), (40, "C5", 1.5), (41.5, "B4", 0.5), (42, "A4", 2), (44, "D5", 3.5),
]
SEMITONES = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}


def frequency(note):
    semitones = SEMITONES[note[0]] + ("#" in note) + 12 * (int(note[-1]) - 4)
    return 440 * 2 ** (semitones / 12)


def strike(ring, beat, note, beats, loudness, partials):
    """Adds one softly struck note; higher partials fade sooner and none reaches the edge of the band."""
    start, held = round(beat * BEAT), round(beats * BEAT)
    release = RATE // 4
    for number, strength in enumerate(partials, 1):
        pitch = frequency(note) * number
        if pitch > 3200:
            break
        decay = 1.1 * RATE / (0.6 + 0.5 * number)
        for i in range(held + release):
            envelope = min(1, i / 80) * math.exp(-i / decay) * min(1, (held + release - i) / release)
            ring[(start + i) % LENGTH] += loudness * strength * envelope * math.sin(2 * math.pi * pitch * i / RATE)


def compose():
    ring = [0.0] * LENGTH
    for bar, (bass, low, middle, high) in enumerate(CHORDS):
        for half in (0, 2):
            strike(ring, 4 * bar + half, bass, 2, 0.55, (0.7, 0.6, 0.35, 0.15))
        for step, note in enumerate((low, middle, high, middle, low, middle, high, middle)):
            strike(ring, 4 * bar + step / 2, note, 1, 0.28, (1, 0.3, 0.1))
    for beat, note, beats in MELODY:
        strike(ring, beat, note, beats, 0.6, (1, 0.35, 0.2, 0.06))
    return ring


def at_level(ring):
    """Scales to the level; the few loudest peaks are rounded off instead of cut."""
    scale = 10 ** (LEVEL_DBFS / 20) / math.sqrt(sum(s * s for s in ring) / len(ring))
    return [math.tanh(s * scale * 0.9) / 0.9 for s in ring]


def mu_law(sample):
    """G.711 mu-law of a sample between -1 and 1."""
    magnitude = min(int(abs(sample) * 32767), 32635) + 132
    exponent = magnitude.bit_length() - 8
    code = (0x80 if sample < 0 else 0) | exponent << 4 | (magnitude >> (exponent + 3)) & 0x0F
    return ~code & 0xFF


def wave(codes):
    form = struct.pack("<HHIIHHH", 7, 1, RATE, RATE, 1, 8, 0)
    fact = struct.pack("<I", len(codes))
    chunks = b"".join(
        name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in ((b"fmt ", form), (b"fact", fact), (b"data", codes))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: hold_music.py FILE.wav")
    with open(sys.argv[1], "wb") as out:
        out.write(wave(bytes(map(mu_law, at_level(compose())))))
