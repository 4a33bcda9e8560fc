package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What of a job must be computed. */
sealed interface Scope {
    /** Why, in words; more than one line where there are more reasons. */
    List<String> reasons();

    /** How much, in words. */
    default String size() {
        return switch (this) {
            case Nothing nothing -> "nothing";
            case Everything everything -> "everything";
            case Onwards onwards -> "what comes after %s".formatted(onwards.from());
            case Groups groups -> "%,d groups".formatted(groups.rows().size());
        };
    }

    /** Nothing: the tables are what a full run would make them. */
    record Nothing(List<String> reasons) implements Scope {
        public Nothing {
            reasons = List.copyOf(reasons);
        }
    }

    /** All groups. */
    record Everything(List<String> reasons) implements Scope {
        public Everything {
            reasons = List.copyOf(reasons);
        }

        static Everything because(String reason) {
            return new Everything(List.of(reason));
        }
    }

    /**
     * What the job stored, and the rows of its input from there on.
     *
     * @param from time of the first row that is gone through
     * @param version of the job's first table that is gone on from
     */
    record Onwards(Instant from, long version, List<String> reasons) implements Scope {
        public Onwards {
            requireNonNull(from, "from is null");
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Some groups.
     *
     * @param touched one row each, with the job's group columns
     * @param rows the same, in memory
     */
    record Groups(Dataset<Row> touched, List<Row> rows, List<String> reasons) implements Scope {
        public Groups {
            requireNonNull(touched, "touched is null");
            rows = List.copyOf(rows);
            reasons = List.copyOf(reasons);
        }
    }
}
