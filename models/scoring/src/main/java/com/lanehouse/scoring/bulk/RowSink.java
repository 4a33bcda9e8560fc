package com.lanehouse.scoring.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes the rows of a body, in order; they are counted from 1. */
interface RowSink {
    /** @param lane of the known fields, those that were there */
    void lane(int row, ObjectNode lane);

    /**
     * A row in which no lane can be found.
     *
     * @param field names what is wrong with it
     */
    void broken(int row, String field, String reason);
}
