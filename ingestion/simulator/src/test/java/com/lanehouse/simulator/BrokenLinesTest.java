package com.lanehouse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokenLinesTest {
    private static final String GOOD = """
            {"specversion":"1.0","id":"a","source":"s","type":"usage.recorded","time":"2025-01-01T00:00:00Z",\
            "data":{"company_id":"co_1","feature_key":"quotes","qty":3}}""";

    private static String broken(int kind) {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        return new String(BrokenLines.broken(EventType.USAGE_RECORDED, good, kind, "b"), StandardCharsets.UTF_8);
    }

    @Test
    void each_kind_is_broken_in_its_own_way() {
        Set<String> lines = new HashSet<>();
        for (int kind = 0; kind < BrokenLines.KINDS; kind++) {
            lines.add(broken(kind));
        }
        assertThat(lines).hasSize(BrokenLines.KINDS);
    }

    @Test
    void no_broken_line_takes_the_identity_of_the_good_one() {
        for (int kind = 0; kind < BrokenLines.KINDS; kind++) {
            assertThat(broken(kind)).doesNotContain("\"id\":\"a\"").doesNotContain("\n");
        }
    }

    @Test
    void a_second_delivery_keeps_the_identity_and_changes_the_number() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(BrokenLines.otherBody(EventType.USAGE_RECORDED, good), StandardCharsets.UTF_8))
                .isEqualTo(GOOD.replace("\"qty\":3", "\"qty\":4"));
    }
}
