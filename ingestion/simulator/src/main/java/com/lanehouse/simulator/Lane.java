package com.lanehouse.simulator;

import com.lanehouse.warehouse.reference.ZipCode;

/**
 * A way freight goes.
 *
 * @param miles road miles, one decimal
 */
record Lane(Metro from, ZipCode origin, Metro to, ZipCode destination, Equipment equipment, double miles) {}
