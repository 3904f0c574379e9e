package dev.lamina.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.plugin.NoConfig;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.experiment.option.Settings;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.testkit.Services;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentFactoryTest {

  private static final Location HERE = new Location("spec.yaml", 3, 5);
  private static final Parallel PARALLEL = Services.sequential();

  private final ComponentFactory factory = new ComponentFactory(Map.of(Parallel.class, PARALLEL));

  @Test
  void aComponentGetsItsConfigurationAndServices() {
    Seeds seeds = Services.seeds(1);
    Settings settings = new Settings(3);

    Wired wired = (Wired) create(Wired.class, settings, Map.of(Seeds.class, seeds));

    assertThat(wired.settings).isSameAs(settings);
    assertThat(wired.seeds).isSameAs(seeds);
    assertThat(wired.parallel).isSameAs(PARALLEL);
  }

  @Test
  void componentsOfOneFactoryDoNotShareTheirOwnServices() {
    Wired one =
        (Wired) create(Wired.class, new Settings(1), Map.of(Seeds.class, Services.seeds(1)));
    Wired two =
        (Wired) create(Wired.class, new Settings(2), Map.of(Seeds.class, Services.seeds(2)));

    assertThat(one.settings.k()).isEqualTo(1);
    assertThat(two.settings.k()).isEqualTo(2);
    assertThat(two.seeds.seed("a")).isNotEqualTo(one.seeds.seed("a"));
  }

  @Test
  void askingForWhatIsNotOfferedIsSaid() {
    assertThatThrownBy(() -> create(Wired.class, new Settings(1), Map.of()))
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "the analysis 'wired' asks in its constructor for dev.lamina.api.service.Seeds, which"
                + " Lamina does not offer (it offers Parallel, Settings)");
  }

  @Test
  void aConstructorThatRefusesItsConfigurationIsAProblemOfTheSpec() {
    assertThatThrownBy(() -> create(Refusing.class, new NoConfig(), Map.of()))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("spec.yaml:3:5: error: the analysis 'wired' cannot be set up: never");
  }

  @Test
  void aConstructorThatFailsIsSaid() {
    assertThatThrownBy(() -> create(Failing.class, new NoConfig(), Map.of()))
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "the analysis 'wired' cannot be set up: java.lang.IllegalStateException: broken")
        .hasRootCauseMessage("broken");
  }

  private Analysis create(
      Class<? extends Analysis> type, Record config, Map<Class<?>, Object> own) {
    Registered registered =
        new Registered(
            Kind.ANALYSIS, "wired", type, ConfigShape.own(config.getClass()), Location.file("jar"));
    return factory.create(Analysis.class, registered, HERE, config, own);
  }

  record Settings(int k) {}

  static final class Wired implements Analysis {
    private final Settings settings;
    private final Seeds seeds;
    private final Parallel parallel;

    @Inject
    Wired(Settings settings, Seeds seeds, Parallel parallel) {
      this.settings = settings;
      this.seeds = seeds;
      this.parallel = parallel;
    }

    @Override
    public void analyze(Study study, Findings findings) {}
  }

  static final class Refusing implements Analysis {
    @Inject
    Refusing() {
      throw new IllegalArgumentException("never");
    }

    @Override
    public void analyze(Study study, Findings findings) {}
  }

  static final class Failing implements Analysis {
    @Inject
    Failing() {
      throw new IllegalStateException("broken");
    }

    @Override
    public void analyze(Study study, Findings findings) {}
  }
}
