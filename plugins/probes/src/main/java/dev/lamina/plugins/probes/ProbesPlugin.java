package dev.lamina.plugins.probes;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.plugins.probes.attribution.ProbeAttribution;
import dev.lamina.plugins.probes.ridge.RidgeProbe;
import dev.lamina.plugins.probes.transfer.ProbeTransfer;

/** Brings probes, and what they say of the tokens of a prompt. */
public final class ProbesPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.analysis("linear-probe", LinearProbe.class, LinearProbe.Config.class);
    components.analysis("mlp-probe", MlpProbe.class, MlpProbe.Config.class);
    components.analysis("ridge-probe", RidgeProbe.class, RidgeProbe.Config.class);
    components.analysis("probe-transfer", ProbeTransfer.class, ProbeTransfer.Config.class);
    components.analysis("probe-attribution", ProbeAttribution.class, ProbeAttribution.Config.class);
    components.analysis("trajectories", Trajectories.class, Trajectories.Config.class);
  }
}
