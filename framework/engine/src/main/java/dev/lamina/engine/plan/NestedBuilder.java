package dev.lamina.engine.plan;

import dev.lamina.api.config.Nested;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.service.Nesting;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.experiment.ComponentRef;
import dev.lamina.engine.experiment.NestedComponent;
import dev.lamina.engine.plan.data.SelectedDataset;

/** Builds what one component's configuration nests. */
record NestedBuilder(Components components, Seeds owner) implements Nesting {

  @Override
  public <T> T build(Nested<T> nested) {
    if (!(nested instanceof NestedComponent<T> known)) {
      throw new IllegalArgumentException("not one of Lamina's: " + nested);
    }
    Seeds seeds = new NestedSeeds(owner, known.key());
    ComponentRef component = known.component();
    T built = components.build(known.type(), component.component(), component.config(), seeds);
    return known
        .dataset()
        .map(ref -> known.type().cast(new SelectedDataset((Dataset) built, ref, seeds)))
        .orElse(built);
  }

  /** The owner's streams for what stands at a key of it; what is shared, is shared there too. */
  private record NestedSeeds(Seeds owner, String key) implements Seeds {

    @Override
    public long seed(String purpose) {
      return owner.seed(key + "." + purpose);
    }

    @Override
    public Seeds shared() {
      return owner.shared();
    }
  }
}
