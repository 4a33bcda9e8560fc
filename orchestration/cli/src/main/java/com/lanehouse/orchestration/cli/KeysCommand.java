package com.lanehouse.orchestration.cli;

import com.lanehouse.scoring.ApiKey;
import com.lanehouse.scoring.ApiKeys;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** API keys of the scoring service. */
@Command(
        name = "keys",
        description = "API keys of the scoring service.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysCommand.Create.class, KeysCommand.Listing.class, KeysCommand.Revoke.class})
final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
    }

    /** Makes a key. */
    @Command(
            name = "create",
            description = "Makes a key for a company, or for an admin; it is printed once and stored hashed.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @ArgGroup(multiplicity = "1")
        private Holder holder;

        /** Whose it is to be. */
        static final class Holder {
            @ArgGroup(exclusive = false)
            private Company company;

            @Option(
                    names = "--admin",
                    required = true,
                    paramLabel = "NAME",
                    description = "Person who may set the models' aliases by it; no rates are given to it.")
            private String admin;
        }

        /** A company. */
        static final class Company {
            @Option(names = "--company", required = true, paramLabel = "ID", description = "Company it belongs to.")
            private String company;

            @Option(
                    names = "--segment",
                    required = true,
                    paramLabel = "SEGMENT",
                    description = "smb, mid_market or enterprise.")
            private String segment;
        }

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            try {
                String key = holder.admin != null
                        ? ApiKeys.createAdmin(lake.existingPath(), holder.admin)
                        : ApiKeys.create(lake.existingPath(), holder.company.company, holder.company.segment);
                new Console(spec.commandLine().getOut()).line(key);
                return Main.OK;
            } catch (IllegalArgumentException e) {
                throw new WrongUseException(e.getMessage());
            }
        }
    }

    /** Shows the keys. */
    @Command(
            name = "list",
            description =
                    "Shows all keys that were ever made: id, company or admin, segment, when made and when revoked.",
            mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        private static final String LINE = "%-14s %-24s %-12s %-22s %s";

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = new Console(spec.commandLine().getOut());
            List<ApiKeys.StoredKey> keys = ApiKeys.open(lake.existingPath()).list();
            if (keys.isEmpty()) {
                console.line("There are no keys; 'keys create' makes one.");
                return Main.OK;
            }
            console.line(LINE.formatted("id", "of", "segment", "made", "revoked"));
            keys.forEach(key -> console.line(LINE.formatted(
                    key.id(),
                    key.holder(),
                    key.owner().map(ApiKey::segment).orElse("admin"),
                    key.createdAt().truncatedTo(ChronoUnit.SECONDS),
                    key.revokedAt()
                            .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                            .orElse("-"))));
            return Main.OK;
        }
    }

    /** Takes a key's force away. */
    @Command(
            name = "revoke",
            description = "Takes a key's force away; the running service turns it away from its next request on.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "Id of the key, as 'keys list' shows it.")
        private String id;

        @Mixin
        private LakeOption lake;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            try {
                ApiKeys.StoredKey revoked = ApiKeys.open(lake.existingPath()).revoke(id);
                new Console(spec.commandLine().getOut()).line("Revoked key %s of %s.".formatted(id, revoked.holder()));
                return Main.OK;
            } catch (IllegalArgumentException e) {
                throw new WrongUseException(e.getMessage());
            }
        }
    }
}
