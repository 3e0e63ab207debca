package org.strowger.telephony.media;

/// Tells speech from silence by its energy.
///
/// A frame of 20 ms is loud when its root mean square is over -45 dBov (decibels below overload,
/// RFC 6464 section 3); three loud frames in a row are speech, one or two a click. Speech on
/// telephone networks has a level of -20 to -35 dBov while it lasts, and the noise of quiet lines
/// and rooms one of -50 to -70, so that -45 lies between the two. A loud room is taken for speech:
/// a voicemail from there ends by its longest time.
final class VoiceActivity {
    private static final int LOUD_FRAMES = 3;

    /// -45 dBov as a mean square.
    private static final double THRESHOLD = 32_768.0 * 32_768.0 * Math.pow(10, -4.5);

    private static final long LOUD = Math.round(THRESHOLD * RtpOutput.SAMPLES_PER_TICK);

    private int loudFrames;
    private int silentTicks;
    private boolean spoken;

    void hear(short[] frame) {
        loudFrames = energy(frame) > LOUD ? loudFrames + 1 : 0;
        boolean speech = loudFrames >= LOUD_FRAMES;
        silentTicks = speech ? 0 : silentTicks + 1;
        spoken |= speech;
    }

    /// Whether there was ever speech.
    boolean spoken() {
        return spoken;
    }

    /// For how many frames there has been none.
    int silentTicks() {
        return silentTicks;
    }

    private static long energy(short[] frame) {
        long energy = 0;
        for (short sample : frame) {
            energy += sample * sample;
        }
        return energy;
    }
}
