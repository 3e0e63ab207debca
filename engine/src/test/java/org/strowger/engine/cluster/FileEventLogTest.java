package org.strowger.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.cluster.EventLog.Recovered;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingSnapshot;

final class FileEventLogTest {
    private static final RoutingSnapshot SNAPSHOT =
            new RoutingSnapshot(
                    Instant.EPOCH, RoutingPolicy.NONE, 0, List.of(), List.of(), List.of());

    private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

    @TempDir Path directory;
    @TempDir Path copies;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<FileEventLog> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (FileEventLog log : opened) {
            log.close().otherwiseEmpty().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatWasAppendedIsThereAfterClosing() throws Exception {
        FileEventLog log = log(directory);
        Recovered empty = got(log.open());
        assertEquals(0, empty.lastSeq());
        got(log.append(empty.epoch(), 1, events(1, 3)));
        got(log.append(empty.epoch(), 4, events(4, 2_500)));
        got(log.close());
        Recovered found = got(log(directory).open());
        assertEquals(events(1, 2_503), found.events());
        assertTrue(found.epoch() > empty.epoch());
    }

    @Test
    void whatWasAcknowledgedIsThereWithoutClosing() throws Exception {
        FileEventLog log = log(directory);
        long epoch = got(log.open()).epoch();
        got(log.append(epoch, 1, events(1, 3)));
        assertEquals(events(1, 3), got(log(copy()).open()).events());
    }

    @Test
    void onlyTheNextEventsOfTheCurrentOwnerAreAccepted() throws Exception {
        FileEventLog log = log(directory);
        long first = got(log.open()).epoch();
        got(log.append(first, 1, events(1, 2)));
        assertEquals(Reason.OUT_OF_SEQUENCE, reason(log.append(first, 4, events(4, 1))));
        assertEquals(Reason.OUT_OF_SEQUENCE, reason(log.append(first, 1, events(9, 2))));
        long second = got(log.open()).epoch();
        assertEquals(Reason.STALE_EPOCH, reason(log.append(first, 3, events(3, 1))));
        got(log.append(second, 3, events(3, 1)));
    }

    @Test
    void anIdenticalRepeatIsAcknowledgedAndKeptOnce() throws Exception {
        FileEventLog log = log(directory);
        long epoch = got(log.open()).epoch();
        got(log.append(epoch, 1, events(1, 2)));
        got(log.append(epoch, 3, events(3, 1)));
        got(log.append(epoch, 1, events(1, 2)));
        assertEquals(events(1, 3), got(log.open()).events());
    }

    @Test
    void aTornTailIsCutAndCounted() throws Exception {
        FileEventLog log = log(directory);
        long epoch = got(log.open()).epoch();
        got(log.append(epoch, 1, events(1, 2)));
        long whole = Files.size(lastSegment(directory));
        got(log.append(epoch, 3, events(3, 2)));
        byte[] all = Files.readAllBytes(lastSegment(directory));
        for (int length = (int) whole + 1; length < all.length; length++) {
            Path torn = copy();
            Files.write(lastSegment(torn), Arrays.copyOf(all, length));
            FileEventLog after = log(torn);
            Recovered found = got(after.open());
            assertEquals(events(1, 2), found.events(), "torn at " + length);
            got(after.append(found.epoch(), 3, events(7, 1)));
            got(after.close());
            assertEquals(3, got(log(torn).open()).lastSeq());
        }
        assertEquals(
                (double) (all.length - whole - 1),
                meters.counter("strowger.event.log.torn.tails").count());
    }

    @Test
    void aCorruptFrameInTheMiddleIsAnErrorThatNamesFileAndOffset() throws Exception {
        FileEventLog log = log(directory);
        long epoch = got(log.open()).epoch();
        got(log.append(epoch, 1, events(1, 2)));
        got(log.append(epoch, 3, events(3, 2)));
        byte[] all = Files.readAllBytes(lastSegment(directory));
        for (int at : List.of(Segment.HEADER, Segment.HEADER + 5, Segment.HEADER + 40)) {
            Path damaged = copy();
            byte[] changed = all.clone();
            changed[at] ^= 1;
            Files.write(lastSegment(damaged), changed);
            EventLogException error =
                    assertThrows(EventLogException.class, () -> got(log(damaged).open()));
            assertEquals(Reason.DAMAGED, error.reason());
            assertEquals(
                    lastSegment(damaged)
                            + " is damaged at byte "
                            + Segment.HEADER
                            + ": checksum or length of the frame is wrong",
                    error.getMessage());
        }
    }

    @Test
    void aJournalFromBeforeTheFirstReleaseIsRefusedWithItsFileAndLeftAsItIs() throws Exception {
        FileEventLog log = log(directory);
        long epoch = got(log.open()).epoch();
        got(log.append(epoch, 1, events(1, 2)));
        got(log.close());
        Path segment = lastSegment(directory);
        byte[] old = inVersion1(Files.readAllBytes(segment));
        Files.write(segment, old);
        EventLogException refused =
                assertThrows(EventLogException.class, () -> got(log(directory).open()));
        assertEquals(Reason.OTHER_VERSION, refused.reason());
        String said = String.valueOf(refused.getMessage());
        assertTrue(
                said.startsWith(segment + ": this journal was written by a version before 0.1.0"),
                said);
        assertArrayEquals(old, Files.readAllBytes(segment));
    }

    /// The same segment, whose first frame says that it is of version 1.
    private static byte[] inVersion1(byte[] segment) {
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        bytes.put(Segment.HEADER + 16, (byte) 1);
        int length = bytes.getInt(Segment.HEADER);
        bytes.putInt(Segment.HEADER + 4, Segment.checksum(bytes, Segment.HEADER + 8, length));
        return segment;
    }

    @Test
    void aSecondOwnerOfTheDirectoryIsRefusedInOneLine() throws Exception {
        got(log(directory).open());
        EventLogException refused =
                assertThrows(EventLogException.class, () -> got(log(directory).open()));
        assertEquals(Reason.IN_USE, refused.reason());
        assertEquals(
                "the event log in " + directory + " is in use by another process",
                refused.getMessage());
    }

    @Test
    void aSnapshotReplacesTheEventsBeforeIt() throws Exception {
        FileEventLog log = log(directory);
        long epoch = got(log.open()).epoch();
        got(log.append(epoch, 1, events(1, 10)));
        got(log.saveSnapshot(10, SNAPSHOT));
        got(log.append(epoch, 11, events(11, 5)));
        got(log.saveSnapshot(13, SNAPSHOT));
        assertEquals(1, files("snapshot-").size());
        got(log.append(epoch, 16, events(16, 2)));
        got(log.close());
        Recovered found = got(log(directory).open());
        assertEquals(13, found.snapshotSeq());
        assertTrue(found.snapshot().isPresent());
        assertEquals(events(14, 4), found.events());
        assertFalse(files("events-").getFirst().toString().contains("0000001-"));
    }

    private FileEventLog keeping(JournalRetention retention, Instant now) {
        FileEventLog log = FileEventLog.in(directory, retention, () -> now, meters);
        opened.add(log);
        return log;
    }

    /// A snapshot a day, at noon, each with ten events after it.
    private void days(int count) throws Exception {
        FileEventLog log = keeping(new JournalRetention(Duration.ofDays(99), Long.MAX_VALUE), NOON);
        long epoch = got(log.open()).epoch();
        for (int day = 0; day < count; day++) {
            got(log.append(epoch, 10L * day + 1, events(10 * day + 1, 10)));
            got(log.saveSnapshot(10L * day + 10, SNAPSHOT));
            Files.setLastModifiedTime(
                    files("snapshot-").getLast(), FileTime.from(NOON.plus(Duration.ofDays(day))));
        }
        got(log.close());
    }

    /// The numbers of the events that can still be read from their beginning.
    private List<Long> left(JournalRetention retention, int snapshotAt, Instant now)
            throws Exception {
        FileEventLog log = keeping(retention, now);
        Recovered found = got(log.open());
        assertEquals(List.of(), found.events());
        got(log.append(found.epoch(), snapshotAt, events(snapshotAt, 1)));
        got(log.saveSnapshot(snapshotAt, SNAPSHOT));
        got(log.close());
        RecordedJournal journal = RecordedJournal.open(directory);
        long first = journal.nextSeq();
        while (journal.next().isPresent()) {}
        return List.of(first, journal.nextSeq() - 1);
    }

    @Test
    void whatIsYoungerThanAskedForStaysAndCanBeReadFromItsBeginning() throws Exception {
        days(6);
        Instant now = NOON.plus(Duration.ofDays(5)).plusSeconds(60);
        assertEquals(
                List.of(31L, 61L),
                left(new JournalRetention(Duration.ofDays(3), Long.MAX_VALUE), 61, now));
        assertEquals(5, files("snapshot-").size());
    }

    @Test
    void nothingGoesBeforeASnapshotIsOldEnough() throws Exception {
        days(3);
        assertEquals(
                List.of(1L, 31L),
                left(
                        new JournalRetention(Duration.ofDays(30), Long.MAX_VALUE),
                        31,
                        NOON.plus(Duration.ofDays(3))));
        assertEquals(4, files("snapshot-").size());
    }

    @Test
    void whereThereIsTooMuchWhatIsOldestGoesSooner() throws Exception {
        days(6);
        long bytes = 0;
        for (Path file : files("")) {
            bytes += Files.size(file);
        }
        List<Long> left =
                left(
                        new JournalRetention(Duration.ofDays(30), bytes / 2),
                        61,
                        NOON.plus(Duration.ofDays(5)));
        assertTrue(left.getFirst() > 1 && left.getFirst() < 61, left::toString);
        assertEquals(61, left.getLast());
    }

    @Test
    void aDamagedSnapshotIsAnErrorThatNamesTheFile() throws Exception {
        FileEventLog log = log(directory);
        got(log.open());
        got(log.saveSnapshot(0, SNAPSHOT));
        got(log.close());
        Path snapshot = files("snapshot-").getFirst();
        Files.write(snapshot, new byte[] {1}, StandardOpenOption.APPEND);
        EventLogException error =
                assertThrows(EventLogException.class, () -> got(log(directory).open()));
        assertEquals(
                snapshot + " is damaged: its header or its checksum is wrong", error.getMessage());
    }

    @Test
    void aFullDiskFailsTheAppendAndTheLogGoesOnWhenThereIsSpace() throws Exception {
        SmallDisk disk = new SmallDisk(100_000);
        FileEventLog log =
                FileEventLog.in(
                        directory,
                        JournalRetention.LEAST,
                        InstantSource.system(),
                        disk::open,
                        meters);
        opened.add(log);
        long epoch = got(log.open()).epoch();
        got(log.append(epoch, 1, events(1, 2)));
        disk.free.set(30);
        assertEquals(Reason.STORAGE, reason(log.append(epoch, 3, events(3, 2))));
        assertEquals(Reason.NOT_OPEN, reason(log.append(epoch, 3, events(3, 2))));
        disk.free.set(0);
        assertEquals(Reason.STORAGE, reason(log.open()));
        disk.free.set(100_000);
        Recovered found = got(log.open());
        assertEquals(events(1, 2), found.events());
        got(log.append(found.epoch(), 3, events(3, 2)));
        assertEquals(events(1, 4), got(log.open()).events());
    }

    @Test
    void afterClosingNothingIsAccepted() throws Exception {
        FileEventLog log = log(directory);
        long epoch = got(log.open()).epoch();
        got(log.close());
        assertEquals(Reason.NOT_OPEN, reason(log.append(epoch, 1, events(1, 1))));
    }

    @Test
    void theMemoryLogKeepsTheSameRules() throws Exception {
        MemoryEventLog log = new MemoryEventLog();
        long first = got(log.open()).epoch();
        got(log.append(first, 1, events(1, 4)));
        got(log.append(first, 1, events(1, 4)));
        assertEquals(Reason.OUT_OF_SEQUENCE, reason(log.append(first, 6, events(6, 1))));
        got(log.saveSnapshot(2, SNAPSHOT));
        got(log.close());
        assertEquals(Reason.STALE_EPOCH, reason(log.append(first, 5, events(5, 1))));
        Recovered found = got(log.open());
        assertEquals(2, found.snapshotSeq());
        assertEquals(events(3, 2), found.events());
    }

    /// A disk with so many bytes free.
    private static final class SmallDisk {
        final AtomicInteger free = new AtomicInteger();

        SmallDisk(int free) {
            this.free.set(free);
        }

        SegmentFile open(Path path) throws IOException {
            SegmentFile real = SegmentFile.open(path);
            return new SegmentFile() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    int fits = Math.min(free.get(), bytes.remaining());
                    free.addAndGet(-fits);
                    real.write(bytes.slice(bytes.position(), fits));
                    if (fits < bytes.remaining()) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void truncate(long length) throws IOException {
                    real.truncate(length);
                }

                @Override
                public void force() throws IOException {
                    real.force();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }
    }

    private FileEventLog log(Path in) {
        FileEventLog log = FileEventLog.in(in, meters);
        opened.add(log);
        return log;
    }

    /// What a killed process leaves behind: the files as the operating system has them.
    private Path copy() throws IOException {
        Path copy = Files.createTempDirectory(copies, "copy");
        for (Path file : files("")) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static Path lastSegment(Path in) throws IOException {
        return new LogDirectory(in).segments().getLast();
    }

    private static List<RoutingEvent> events(int from, int count) {
        List<RoutingEvent> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            events.add(new AgentPaused(Instant.ofEpochSecond(i), new AgentId("ann"), "reason" + i));
        }
        return events;
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    private static Reason reason(Future<?> future) {
        return assertThrows(EventLogException.class, () -> got(future)).reason();
    }
}
