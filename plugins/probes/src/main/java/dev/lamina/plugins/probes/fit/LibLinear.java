package dev.lamina.plugins.probes.fit;

import com.oracle.labs.mlrg.olcut.util.Pair;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.ImmutableDataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Tribuo's LIBLINEAR trainer for one fit, with an intercept that is not penalized, rows given as
 * LIBLINEAR reads them and weights as it leaves them. Tribuo's own examples name every feature of
 * every row by a string, and its models are copied through text: both take longer than the fit. The
 * rows of a fold are also shared by its real and shuffled labels.
 */
final class LibLinear extends LibLinearClassificationTrainer {

  /** Newton steps; a fit takes about ten. */
  private static final int MOST_STEPS = 1000;

  private final transient List<Model> fitted = new ArrayList<>();

  LibLinear(double c, double tolerance) {
    super(new LinearClassificationType(LinearType.L2R_LR), c, MOST_STEPS, tolerance);
  }

  /**
   * Fits.
   *
   * @param rows each row's features, counted from 1, the last being the constant 1
   * @param labels each row's class; they are the model's labels
   * @param dimensions how many features there are beside the constant
   */
  Model train(FeatureNode[][] rows, int[] labels, int dimensions) {
    train(new Rows(rows, labels, dimensions, new LabelFactory()));
    return fitted.get(0);
  }

  @Override
  protected Parameter setupParameters(ImmutableOutputInfo<Label> classes) {
    Parameter parameters = super.setupParameters(classes);
    parameters.setRegularizeBias(false);
    return parameters;
  }

  @Override
  protected Pair<FeatureNode[][], double[][]> extractData(
      Dataset<Label> data, ImmutableOutputInfo<Label> classes, ImmutableFeatureMap features) {
    Rows rows = (Rows) data;
    return new Pair<>(rows.nodes, new double[][] {rows.targets});
  }

  @Override
  protected List<Model> trainModels(
      Parameter parameters, int features, FeatureNode[][] rows, double[][] targets) {
    fitted.addAll(super.trainModels(parameters, features, rows, targets));
    return List.copyOf(fitted);
  }

  /** A data set whose examples are rows of numbers. */
  private static final class Rows extends ImmutableDataset<Label> {

    private static final long serialVersionUID = 1L;

    private final transient FeatureNode[][] nodes;
    private final transient double[] targets;

    Rows(FeatureNode[][] nodes, int[] labels, int dimensions, LabelFactory factory) {
      super(
          new SimpleDataSourceProvenance("activations", factory),
          factory,
          features(dimensions),
          classes(labels, factory));
      this.nodes = nodes;
      this.targets = new double[labels.length];
      for (int i = 0; i < labels.length; i++) {
        targets[i] = labels[i];
      }
    }

    private static ImmutableFeatureMap features(int dimensions) {
      MutableFeatureMap features = new MutableFeatureMap();
      for (int j = 0; j < dimensions; j++) {
        features.add(Integer.toString(j), 1);
      }
      return new ImmutableFeatureMap(features);
    }

    private static ImmutableOutputInfo<Label> classes(int[] labels, LabelFactory factory) {
      MutableOutputInfo<Label> classes = factory.generateInfo();
      for (int label : labels) {
        classes.observe(new Label(Integer.toString(label)));
      }
      return classes.generateImmutableOutputInfo();
    }

    @Override
    public int size() {
      return targets.length;
    }
  }
}
