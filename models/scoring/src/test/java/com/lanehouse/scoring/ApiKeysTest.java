package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    @TempDir
    private Path lake;

    @Test
    void a_key_is_found_by_itself_and_never_stored() throws Exception {
        String key = ApiKeys.create(lake, "acme", "smb");

        assertThat(ApiKeys.open(lake).find(key))
                .get()
                .extracting(ApiKeys.StoredKey::owner)
                .isEqualTo(Optional.of(new ApiKey("acme", "smb")));
        assertThat(ApiKeys.open(lake).find(key + "x")).isEmpty();
        assertThat(Files.readString(lake.resolve("_service/keys.ndjson"))).doesNotContain(key);
    }

    @Test
    void a_revoked_key_has_no_force_and_stays_in_the_list() {
        String key = ApiKeys.create(lake, "acme", "smb");
        String other = ApiKeys.create(lake, "beta", "enterprise");
        ApiKeys keys = ApiKeys.open(lake);

        ApiKeys.StoredKey revoked = keys.revoke(keys.list().getFirst().id());

        assertThat(revoked.holder()).isEqualTo("acme");
        assertThat(keys.find(key)).isEmpty();
        assertThat(keys.find(other)).isPresent();
        assertThat(ApiKeys.open(lake).list())
                .extracting(stored -> stored.holder() + " " + stored.revokedAt().isPresent())
                .containsExactly("acme true", "beta false");
    }

    @Test
    void half_a_line_that_a_crash_left_takes_nobodys_key() throws Exception {
        String before = ApiKeys.create(lake, "acme", "smb");
        Files.writeString(lake.resolve("_service/keys.ndjson"), "{\"sha256\":\"0", StandardOpenOption.APPEND);
        String after = ApiKeys.create(lake, "beta", "smb");

        ApiKeys keys = ApiKeys.open(lake);
        assertThat(keys.find(before)).isPresent();
        assertThat(keys.find(after)).isPresent();
    }

    @Test
    void only_a_key_that_has_force_can_be_revoked() {
        ApiKeys.create(lake, "acme", "smb");
        ApiKeys keys = ApiKeys.open(lake);
        String id = keys.list().getFirst().id();
        keys.revoke(id);

        assertThatThrownBy(() -> keys.revoke(id)).hasMessageContaining("was revoked at");
        assertThatThrownBy(() -> keys.revoke("unknown")).hasMessageContaining("there is no key with the id unknown");
    }
}
