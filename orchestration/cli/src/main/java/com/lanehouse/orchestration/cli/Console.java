package com.lanehouse.orchestration.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What a command says while it works: a line that moves on a terminal, plain lines elsewhere. */
public final class Console {
    private static final boolean TERMINAL =
            System.console() != null && System.console().isTerminal();

    private final PrintWriter out;
    private boolean moving;

    public Console(PrintWriter out) {
        this.out = out;
    }

    /** Says how far the work is; on a terminal it replaces what was said before, elsewhere it is left out. */
    public synchronized void progress(String text) {
        if (TERMINAL) {
            out.print("\r\033[K" + text);
            out.flush();
            moving = true;
        }
    }

    /** Says something that stays. */
    public synchronized void line(String text) {
        if (moving) {
            out.print("\r\033[K");
            moving = false;
        }
        out.println(text);
        out.flush();
    }

    /** Seconds with one decimal, such as {@code 12.3 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
