package dev.lamina.plugins.probes;

import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;

/** Brings the linear probe. */
public final class ProbesPlugin implements Plugin {

  @Override
  public void register(Components components) {
    components.analysis("linear-probe", LinearProbe.class, LinearProbe.Config.class);
  }
}
