package com.lanehouse.registry.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The cases that GrowthBook's SDKs are held against (growthbook/growthbook, packages/sdk-js/test/cases.json, MIT), read
 * from beside the checkout where they are.
 */
class GrowthBookCasesTest {
    private static final String FILE = "shared/data/growthbook_cases/cases.json";
    private static final double ROUNDED = 1e-8;
    private static JsonNode cases;

    @BeforeAll
    static void read() throws IOException {
        Path found = null;
        for (Path at = Path.of("").toAbsolutePath(); at != null && found == null; at = at.getParent()) {
            found = Files.exists(at.resolve(FILE)) ? at.resolve(FILE) : null;
        }
        assumeTrue(found != null, "SKIPPED: no " + FILE + " beside the checkout");
        cases = new JsonMapper().readTree(found.toFile());
    }

    @Test
    void every_hash_of_version_2_is_growthbooks() {
        int held = 0;
        for (JsonNode hash : cases.path("hash")) {
            if (hash.path(2).intValue() == 2) {
                assertThat(Assignment.point(
                                hash.path(0).textValue(), hash.path(1).textValue()))
                        .as(hash.toString())
                        .isEqualTo(hash.path(3).doubleValue());
                held++;
            }
        }
        assertThat(held).isGreaterThan(5);
    }

    @Test
    void every_bucket_range_is_growthbooks() {
        assertThat(cases.path("getBucketRange")).isNotEmpty();
        for (JsonNode range : cases.path("getBucketRange")) {
            JsonNode given = range.path(1);
            List<Double> weights = new ArrayList<>();
            given.path(2).forEach(weight -> weights.add(weight.doubleValue()));
            var ranges =
                    Assignment.ranges(given.path(0).intValue(), given.path(1).doubleValue(), weights);
            assertThat(ranges)
                    .as(range.path(0).textValue())
                    .hasSize(range.path(2).size());
            for (int i = 0; i < ranges.size(); i++) {
                JsonNode expected = range.path(2).path(i);
                assertThat(ranges.get(i).from())
                        .as(range.toString())
                        .isCloseTo(expected.path(0).doubleValue(), within(ROUNDED));
                assertThat(ranges.get(i).before())
                        .as(range.toString())
                        .isCloseTo(expected.path(1).doubleValue(), within(ROUNDED));
            }
        }
    }

    @Test
    void every_choice_of_an_arm_is_growthbooks() {
        assertThat(cases.path("chooseVariation")).isNotEmpty();
        for (JsonNode choice : cases.path("chooseVariation")) {
            List<Assignment.Range> ranges = new ArrayList<>();
            choice.path(2)
                    .forEach(range -> ranges.add(new Assignment.Range(
                            range.path(0).doubleValue(), range.path(1).doubleValue())));
            assertThat(Assignment.arm(choice.path(1).doubleValue(), ranges).orElse(-1))
                    .as(choice.toString())
                    .isEqualTo(choice.path(3).intValue());
        }
    }

    @Test
    void equal_weights_are_growthbooks() {
        assertThat(cases.path("getEqualWeights")).isNotEmpty();
        for (JsonNode weights : cases.path("getEqualWeights")) {
            List<Double> equal = Assignment.equal(weights.path(0).intValue());
            assertThat(equal).as(weights.toString()).hasSize(weights.path(1).size());
            for (int i = 0; i < equal.size(); i++) {
                assertThat(equal.get(i)).isCloseTo(weights.path(1).path(i).doubleValue(), within(ROUNDED));
            }
        }
    }
}
