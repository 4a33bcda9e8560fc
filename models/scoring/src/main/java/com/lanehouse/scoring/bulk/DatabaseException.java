package com.lanehouse.scoring.bulk;

import java.sql.SQLException;

/** The database could not do what was asked, at present or at all. */
final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super("the database of bulk rates: " + cause.getMessage(), cause);
    }
}
