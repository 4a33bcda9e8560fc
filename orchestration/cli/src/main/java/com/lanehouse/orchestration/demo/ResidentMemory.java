package com.lanehouse.orchestration.demo;

import com.lanehouse.orchestration.local.ProcessMemory;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Watches the resident memory of this process and its children together (Linux; elsewhere it knows nothing). */
final class ResidentMemory implements AutoCloseable {
    private final AtomicLong peakKib = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("resident-memory").unstarted(work));

    ResidentMemory() {
        clock.scheduleAtFixedRate(() -> peakKib.accumulateAndGet(nowKib(), Math::max), 0, 500, TimeUnit.MILLISECONDS);
    }

    /** The most that was seen, in MiB. */
    OptionalLong peakMib() {
        return peakKib.get() == 0 ? OptionalLong.empty() : OptionalLong.of(peakKib.get() / 1024);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static long nowKib() {
        LongStream processes = LongStream.concat(
                LongStream.of(ProcessHandle.current().pid()),
                ProcessHandle.current().descendants().mapToLong(ProcessHandle::pid));
        return processes.map(ProcessMemory::residentKib).sum();
    }
}
