package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Progress;
import dev.lamina.plugins.transformers.source.hub.cache.RepositoryCache;
import dev.lamina.plugins.transformers.source.hub.http.Attempts;
import dev.lamina.plugins.transformers.source.hub.http.HubClient;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import dev.lamina.plugins.transformers.source.hub.http.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one model: asks for its commit and files, chooses those that it needs, brings them. */
final class ModelFetch {

  private static final Logger LOG = LoggerFactory.getLogger(ModelFetch.class);

  private final HubModel model;
  private final RepositoryCache cache;
  private final HubClient client;
  private final Progress progress;

  ModelFetch(HubModel model, RepositoryCache cache, HubClient client, Progress progress) {
    this.model = model;
    this.cache = cache;
    this.client = client;
    this.progress = progress;
  }

  /** What the hub has under the model's name and revision. */
  Listing list(Attempts attempts) throws HubException {
    Resource resource = Resource.revision(model.repository(), model.revision());
    return Listing.parse(client.document(resource, attempts))
        .orElseThrow(() -> client.strange(resource, "its answer holds no commit and files"));
  }

  /** Brings all that is needed and not there. */
  void files(Listing listing) throws HubException, IOException {
    Selection selection = new Selection(listing.files());
    selection.requireModel(model.repository());
    String commit = listing.commit();
    Fetch fetch = new Fetch(client, cache, progress, model.repository(), commit);
    fetch.all(selection.settings());
    Optional<String> index = selection.index();
    fetch.all(
        index.isPresent() ? shards(index.get(), listing) : selection.weights().stream().toList());
    note(listing, selection);
  }

  private SortedSet<String> shards(String index, Listing listing) throws HubException, IOException {
    SortedSet<String> shards =
        WeightsIndex.files(cache.snapshot(listing.commit()).resolve(index), model.repository());
    List<String> missing = shards.stream().filter(name -> !listing.files().contains(name)).toList();
    if (!missing.isEmpty()) {
      throw HubException.lasting(
          "%s of %s names %s, which the repository does not hold: its owner has not uploaded all files; try another revision"
              .formatted(index, Quoted.of(model.repository()), Quoted.of(missing.get(0))));
    }
    return shards;
  }

  /**
   * Notes in the cache, only when all files are there, what the revision's commit is. Where the
   * cache cannot be written, a complete model can be used all the same.
   */
  private void note(Listing listing, Selection selection) {
    try {
      for (String name : selection.absent()) {
        cache.noteAbsent(listing.commit(), name);
      }
      cache.remember(model.revision(), listing.commit());
    } catch (IOException e) {
      LOG.info("the cache cannot be written: {}", Quoted.bare(e));
    }
  }
}
