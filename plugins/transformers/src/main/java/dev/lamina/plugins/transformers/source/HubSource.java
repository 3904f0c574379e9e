package dev.lamina.plugins.transformers.source;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Problems;
import dev.lamina.plugins.transformers.source.hub.Hub;
import dev.lamina.plugins.transformers.source.hub.Snapshot;

/** A model of the hub, which is a folder once it has been fetched. */
final class HubSource implements ModelSource {

  private final String source;
  private final Hub hub;
  private final Fingerprints fingerprints;

  /**
   * @param source {@code hf:OWNER/NAME@REVISION}
   */
  HubSource(String source, Hub hub, Fingerprints fingerprints) {
    this.source = source;
    this.hub = hub;
    this.fingerprints = fingerprints;
  }

  @Override
  public ModelFiles open(Problems problems) throws InvalidModelException {
    Snapshot snapshot = hub.fetch(source, problems);
    return new FolderSource(snapshot.folder(), fingerprints)
        .open(problems)
        .named(snapshot.name(), snapshot.origin());
  }
}
