package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExecutivePageProperties {
    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "\"",
            "'",
            "&",
            "&lt;",
            "{{",
            "}}",
            "{{{",
            "</script>",
            "<!--",
            "-->",
            "]]>",
            "$1",
            "\\",
            "\u2028",
            "`",
            "=",
            "a",
            "_",
            " ",
            "\u00e9",
            "\ud83d\ude9a");

    @Property(tries = 40)
    void any_name_comes_back_as_it_was_and_breaks_nothing(@ForAll("names") String name) throws IOException {
        ReadPage page = new ReadPage(new PageData(
                SamplePage.AS_OF,
                SamplePage.AS_OF,
                false,
                List.of(new KpiRow(SamplePage.AS_OF, "x" + name, 1.0, 1, "at_least", "met", "X" + name)),
                List.of(new UsageDay(LocalDate.parse("2026-03-01"), "X" + name + "X", 3, 1)),
                List.of(),
                List.of(),
                List.of(),
                CoiStatusCounts.NONE));
        assertThat(page.raw("script")).hasSize(4);
        assertThat(page.texts("card")).hasSize(1);
        assertThat(new ObjectMapper().readTree(page.charts()).findValuesAsText("name"))
                .containsExactly(Words.humanize("X" + name + "X"));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }
}
