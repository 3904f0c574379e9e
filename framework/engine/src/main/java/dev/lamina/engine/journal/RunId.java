package dev.lamina.engine.journal;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Makes the ids of runs: UTC time and six characters, {@code 20261123T140502-k3x9ab}. The first two
 * of these go on with the time, so that ids sort as the runs began, a sweep before its children;
 * the others are random.
 */
final class RunId {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int BASE = ALPHABET.length();
  private static final int SLOTS = BASE * BASE;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunId() {}

  static String at(Instant time) {
    int part = Math.floorMod(time.toEpochMilli(), 1000) * SLOTS / 1000;
    StringBuilder id = new StringBuilder(TIME.format(time)).append('-');
    id.append(ALPHABET.charAt(part / BASE)).append(ALPHABET.charAt(part % BASE));
    for (int i = 0; i < 4; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(BASE)));
    }
    return id.toString();
  }
}
