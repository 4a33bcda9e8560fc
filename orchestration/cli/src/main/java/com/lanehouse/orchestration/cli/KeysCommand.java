package com.lanehouse.orchestration.cli;

import com.lanehouse.scoring.ApiKeys;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** API keys of the scoring service. */
@Command(
        name = "keys",
        description = "API keys of the scoring service.",
        mixinStandardHelpOptions = true,
        subcommands = KeysCommand.Create.class)
final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: create");
    }

    /** Makes a key. */
    @Command(
            name = "create",
            description = "Makes a key for a company; it is printed once and stored hashed.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Option(names = "--company", required = true, paramLabel = "ID", description = "Company the key belongs to.")
        private String company;

        @Option(
                names = "--segment",
                required = true,
                paramLabel = "SEGMENT",
                description = "smb, mid_market or enterprise.")
        private String segment;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            try {
                new Console(spec.commandLine().getOut()).line(ApiKeys.create(lake.existingPath(), company, segment));
                return Main.OK;
            } catch (IllegalArgumentException e) {
                throw new WrongUseException(e.getMessage());
            }
        }
    }
}
