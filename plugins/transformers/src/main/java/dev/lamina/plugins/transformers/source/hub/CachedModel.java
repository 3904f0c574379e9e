package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.plugins.transformers.source.hub.cache.RepositoryCache;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the cache knows of a model without asking the hub.
 *
 * @param commit that the revision had when it was last looked up
 * @param lacking what is missing of that commit's files, in words; empty if nothing is
 * @param sure whether the settings of the tokenizer are there, or known not to exist: Python
 *     fetches file by file
 */
record CachedModel(Optional<String> commit, List<String> lacking, boolean sure) {

  static CachedModel of(HubModel model, RepositoryCache cache) throws HubException, IOException {
    Optional<String> commit = cache.commit(model.revision());
    return commit.isEmpty()
        ? new CachedModel(commit, List.of(), true)
        : new CachedModel(commit, lacking(model, cache, commit.get()), isSure(cache, commit.get()));
  }

  /** Whether it is known that the commit has no settings of the tokenizer, or they are there. */
  private static boolean isSure(RepositoryCache cache, String commit) throws IOException {
    return cache.files(commit).contains(Selection.TOKENIZER_SETTINGS)
        || cache.isNotedAbsent(commit, Selection.TOKENIZER_SETTINGS);
  }

  private static List<String> lacking(HubModel model, RepositoryCache cache, String commit)
      throws HubException, IOException {
    Selection selection = new Selection(cache.files(commit));
    List<String> lacking = new ArrayList<>(selection.lacking());
    Optional<String> index = selection.index();
    if (index.isPresent()) {
      WeightsIndex.files(cache.snapshot(commit).resolve(index.get()), model.repository()).stream()
          .filter(name -> !cache.has(commit, name))
          .forEach(lacking::add);
    }
    return lacking;
  }

  /** The commit, if all that a model needs is there. */
  Optional<String> complete() {
    return commit.filter(hash -> lacking.isEmpty());
  }
}
