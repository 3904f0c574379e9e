package dev.lamina.api.tracking;

import java.util.List;

/**
 * Where a published run is.
 *
 * @param link the page to open
 * @param notes further lines for the run's summary, e.g. a link that compares all runs
 */
public record Publication(String link, List<String> notes) {

  public Publication {
    notes = List.copyOf(notes);
  }
}
