package com.lanehouse.warehouse.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.warehouse.WarehouseFiles;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for users who bring no reference files of their own. */
class DefaultReferenceTest {
    @ParameterizedTest(name = "{0} per {1}: {2} / {3} / {4}")
    @CsvSource({
        "quotes, month, 10000, 50000, -1",
        "bulk_jobs, day, 100, 500, -1",
        "directory_invites, month, 50, 200, -1"
    })
    void a_plan_has_its_hard_limit_and_80_percent_of_it_as_the_soft_one(
            String feature, String period, long starter, long pro, long enterprise) {
        Map<String, Long> hard = Map.of("starter", starter, "pro", pro, "enterprise", enterprise);
        assertThat(rows("plan_limits.csv").stream()
                        .filter(row -> row.getField("feature_key").equals(feature)))
                .hasSize(3)
                .allSatisfy(row -> {
                    long limit = hard.get(row.getField("plan"));
                    assertThat(row.getField("period")).isEqualTo(period);
                    assertThat(Long.parseLong(row.getField("hard"))).isEqualTo(limit);
                    assertThat(Long.parseLong(row.getField("soft"))).isEqualTo(limit == -1 ? -1 : limit * 8 / 10);
                });
    }

    @Test
    void nothing_else_has_a_limit() {
        assertThat(rows("plan_limits.csv")).hasSize(9);
    }

    @Test
    void a_carrier_needs_a_million_for_auto_and_a_hundred_thousand_for_cargo() {
        assertThat(rows("required_cover.csv"))
                .extracting(row -> row.getField("coverage") + " " + row.getField("limit_usd"))
                .containsExactly("auto 1000000", "cargo 100000");
    }

    @Test
    void no_exchange_rate_is_made_up() {
        assertThat(rows("fx_rates.csv")).isEmpty();
    }

    private static List<NamedCsvRecord> rows(String file) {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(WarehouseFiles.reader("reference/" + file))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
