package dev.lamina.plugins.transformers;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Forecast;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.forward.MeasuredSpeeds;
import dev.lamina.plugins.transformers.forward.RunnableModel;
import dev.lamina.plugins.transformers.forward.Schedule;
import dev.lamina.plugins.transformers.forward.Speed;
import dev.lamina.plugins.transformers.forward.SpeedMeasurement;
import dev.lamina.plugins.transformers.torch.KernelArchive;
import dev.lamina.plugins.transformers.torch.Torch;
import java.util.List;

/**
 * Loads a checked model, whole or as much as tells how fast it is.
 *
 * @param type of the numbers that are computed with
 */
record ModelLoader(
    Torch torch,
    Device device,
    DataType type,
    CheckedModel model,
    Parallel parallel,
    MeasuredSpeeds speeds) {

  RunnableModel load() {
    return load(model.architecture(), speed());
  }

  Forecast forecast(List<CaptureRequest> requests) {
    return new Schedule(model.architecture(), speed(), parallel.threads())
        .forecast(requests, model.parameters(), type.getNumOfBytes());
  }

  private RunnableModel load(Architecture architecture, Speed speed) {
    return RunnableModel.load(
        torch, device, type, architecture, model.parameters(), model.states(), parallel, speed);
  }

  private Speed speed() {
    Architecture block = model.architecture().first(1);
    return speeds.of(
        "%s; %s; %s, %s; %s"
            .formatted(
                Machine.name(parallel.threads()),
                KernelArchive.fingerprint(),
                device,
                type,
                shape(block)),
        () -> SpeedMeasurement.of(block, layout -> load(block, Speed.typical(layout)), parallel));
  }

  /** What a block's speed depends on. */
  private String shape(Architecture block) {
    Attention attention = block.attention();
    return "%s, d_model %d, %d heads of %d, %d of keys, %s, bias %s, cap %s, %s, d_mlp %d %s %s, %s, %s, weights %s, context %d"
        .formatted(
            attention.direction(),
            block.dModel(),
            attention.heads(),
            attention.dHead(),
            attention.kvHeads(),
            block.blocks().get(0).rotary().isPresent() ? "rotary" : "not rotary",
            attention.bias().isPresent(),
            attention.softcap().isPresent(),
            block.flow(),
            block.mlp().width(),
            block.mlp().activation(),
            block.mlp().gating(),
            block.norm().kind(),
            block.parts(),
            model.parameters().of(Part.QKV, 0).weights().get(0).type(),
            Math.min(block.contextLength(), SpeedMeasurement.NODES));
  }
}
