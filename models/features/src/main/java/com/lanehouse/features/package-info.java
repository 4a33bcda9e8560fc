/**
 * One definition of every feature of the rate model, used by training, by the job that stores lane histories and by the
 * scoring service. Pure Java: no Spark, no learning library, no I/O.
 */
package com.lanehouse.features;
