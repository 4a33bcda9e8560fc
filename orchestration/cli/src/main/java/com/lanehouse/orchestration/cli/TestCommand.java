package com.lanehouse.orchestration.cli;

import picocli.CommandLine.Command;

/** Stands in the list of verbs; the launcher runs it without this process, since it builds what this process runs. */
@Command(
        name = "test",
        description = "Everything that CI checks: units, properties, the real services, the browser.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Runnable {
    @Override
    public void run() {
        throw new WrongUseException("start it as ./lanehouse test");
    }
}
