package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

class MappingDraftProperties {
    private static final YAMLMapper YAML = new YAMLMapper();

    @Property(tries = 300)
    void a_draft_is_yaml_whatever_the_words_and_names_of_the_file(
            @ForAll @NotBlank @CharRange(from = '\n', to = '~') @StringLength(max = 12) String name,
            @ForAll @NotBlank @CharRange(from = ' ', to = '\u2100') @StringLength(max = 12) String word)
            throws IOException {
        Assume.that(!word.strip().isEmpty() && !name.strip().isEmpty());
        Path csv = Files.createTempFile("draft", ".csv");
        try {
            Files.writeString(csv, "%s,Trailer\n1,%s\n".formatted(quoted("Miles " + name), quoted(word)));

            JsonNode draft = YAML.readTree(MappingDraft.of(csv));

            assertThat(draft.at("/miles/column").textValue()).isEqualTo(("Miles " + name).strip());
            assertThat(draft.at("/equipment/values").fieldNames().next()).isEqualTo(word.strip());
        } finally {
            Files.delete(csv);
        }
    }

    private static String quoted(String field) {
        return "\"%s\"".formatted(field.replace("\"", "\"\""));
    }
}
