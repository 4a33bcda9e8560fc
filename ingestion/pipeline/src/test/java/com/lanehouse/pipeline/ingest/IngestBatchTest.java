package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.EventTypes;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three batches, the second of them twice, as after a crash. */
class IngestBatchTest {
    @TempDir
    static Path folder;

    private static Lake lake;
    private static ArrivalReader reader;
    private static IdentityIndex index;
    private static BatchReport first;
    private static BatchReport second;
    private static BatchReport repeated;
    private static BatchReport third;

    @BeforeAll
    static void ingest_three_batches() {
        EventTypes types = EventTypes.load();
        reader = new ArrivalReader(types, TableCatalog.load());
        IngestTables tables = new IngestTables(folder.resolve("lake"), TableCatalog.load(), types);
        index = IdentityIndexes.open(tables, BatchLog.read(tables));
        IngestBatch batch = new IngestBatch(tables, index, "cluster-1", step -> {});
        first = batch.ingest(
                records(0, usage("a", 1), usage("a", 2), usage("b", 3), "{\"broken", quote("q", "\"price\":100.005")),
                1,
                false);
        List<String> next = List.of(usage("b", 9), usage("c", 4), quote("big", "\"price\":1e30"));
        second = batch.ingest(records(5, next.toArray(String[]::new)), 2, false);
        repeated = batch.ingest(records(5, next.toArray(String[]::new)), 2, true);
        third = batch.ingest(records(8, carrier()), 3, false);
        lake = TestingLake.open(folder.resolve("lake"));
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Test
    void the_first_arrival_of_an_identity_is_the_one_that_counts() {
        assertThat(quantities("a")).containsExactly(1L);
    }

    @Test
    void an_identity_of_an_earlier_batch_is_dropped_whatever_its_body() {
        assertThat(quantities("b")).containsExactly(3L);
        assertThat(second.duplicates()).isEqualTo(1);
    }

    @Test
    void a_batch_that_is_repeated_adds_nothing() {
        assertThat(repeated).isEqualTo(second);
        assertThat(quantities("c")).containsExactly(4L);
        assertThat(lake.read("bronze.events").where("batch_id = 2").count()).isEqualTo(2);
        assertThat(lake.read("ops.ingest_batches").where("batch_id = 2").count())
                .isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_is_a_dead_letter_with_its_reason() {
        Row letter = lake.read("bronze.dead_letters").where("batch_id = 1").first();
        assertThat(letter.<String>getAs("reason")).isEqualTo("not_json");
        assertThat(new String(letter.<byte[]>getAs("raw"), StandardCharsets.UTF_8))
                .isEqualTo("{\"broken");
    }

    @Test
    void an_amount_that_its_column_cannot_hold_is_a_schema_violation_that_names_the_field() {
        Row letter = lake.read("bronze.dead_letters").where("batch_id = 2").first();
        assertThat(letter.<String>getAs("reason")).isEqualTo("schema_violation");
        assertThat(letter.<String>getAs("detail")).startsWith("data.price:");
    }

    @Test
    void money_is_rounded_half_up_to_cents() {
        assertThat(lake.read("silver.quotes")
                        .first()
                        .getDecimal(lake.read("silver.quotes").schema().fieldIndex("price")))
                .isEqualByComparingTo("100.01");
    }

    @Test
    void nested_fields_fill_their_own_columns() {
        Row quote = lake.read("silver.quotes")
                .select("origin_zip", "destination_area", "guardrails")
                .first();
        assertThat(quote.getString(0)).isEqualTo("60601");
        assertThat(quote.getString(1)).isEqualTo("ATL");
        assertThat(quote.getList(2)).hasToString("[floor]");
    }

    @Test
    void a_carriers_free_fields_are_kept_and_break_nothing() {
        Row carrier =
                lake.read("silver.directory").select("profile", "limit_usd").first();
        assertThat(carrier.getString(0)).contains("\"limit_usd\":\"lots\"");
        assertThat(carrier.isNullAt(1)).isTrue();
        assertThat(third.silverRows()).isEqualTo(1);
    }

    @Test
    void every_record_is_in_exactly_one_of_the_two_bronze_tables() {
        assertThat(lake.read("bronze.events").count()
                        + lake.read("bronze.dead_letters").count())
                .isEqualTo(first.rowsRead() + second.rowsRead() + third.rowsRead());
    }

    @Test
    void the_batch_row_names_the_version_of_every_table_and_the_end_of_every_partition() {
        Row batch = lake.read("ops.ingest_batches").where("batch_id = 3").first();
        assertThat(batch.getJavaMap(batch.fieldIndex("table_versions")))
                .hasSize(11)
                .containsEntry("silver.usage", lake.version("silver.usage"));
        assertThat(batch.<String>getAs("offsets")).isEqualTo("{\"directory\":{\"0\":9}}");
    }

    private static List<Long> quantities(String id) {
        return lake.read("silver.usage").where("event_id = '" + id + "'").select("qty").collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    private static List<Arrival> records(long firstOffset, String... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> reader.read(
                        new Position(
                                values[i].contains("quote.priced")
                                        ? "quotes"
                                        : values[i].contains("carrier.updated") ? "directory" : "usage",
                                0,
                                firstOffset + i),
                        values[i].getBytes(StandardCharsets.UTF_8)))
                .sorted(Comparator.comparing(Arrival::position))
                .toList();
    }

    private static String usage(String id, int quantity) {
        return event(id, "usage.recorded", "\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":" + quantity);
    }

    private static String quote(String id, String price) {
        return event(id, "quote.priced", """
                "quote_id":"%s","company_id":"c","segment":"smb","origin":{"zip":"60601"},"destination":{"area":"ATL"},\
                "equipment":"van","pickup_date":"2026-03-02","miles":717.5,"cost_estimate":1500,%s,"currency":"USD",\
                "fuel_included":true,"rate_source":"model","guardrails":["floor"],"latency_ms":12.5""".formatted(id, price));
    }

    private static String carrier() {
        return event("k", "carrier.updated", "\"carrier_id\":\"k\",\"limit_usd\":\"lots\"");
    }

    private static String event(String id, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"%s\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{%s}}"
                .formatted(id, type, data);
    }
}
