package com.lanehouse.scoring.bulk;

import com.lanehouse.scoring.TestingPostgres;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** The same on PostgreSQL. */
@Tag("product")
class BulkWorkersOnPostgresTest extends BulkWorkersTest {
    @Override
    Database database() {
        return Database.open(
                Optional.of(TestingPostgres.database()),
                folder,
                Map.of("LANEHOUSE_DATABASE_PASSWORD", TestingPostgres.PASSWORD));
    }
}
