"""Writes a trained table as a model folder: tokenizer.json, tokenizer_config.json, config.json, onnx/model_quantized.onnx.

    python3 export.py <model folder made by train.py> <target folder>

The graph: ids -> int8 rows x their scales, masked, summed (one matrix product), divided by the L2 norm.
The norm makes the sum and the mean the same vector.
"""
import json
import sys
from pathlib import Path

import numpy
from onnx import TensorProto, checker, helper, numpy_helper, save

from wordpiece import LONGEST_WORD, PAD, UNKNOWN

LONGEST_TEXT = 512  # pieces


def quantize(table):
    """int8 rows and one float32 scale for each row (symmetric)."""
    scale = numpy.abs(table).max(axis=1) / 127
    rows = numpy.round(table / numpy.maximum(scale, 1e-12)[:, None]).astype(numpy.int8)
    return rows, scale.astype(numpy.float32)


def graph(rows, scale):
    dimensions = rows.shape[1]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("Cast", ["rows"], ["values"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scale", "input_ids"], ["scales"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["scales", "mask"], ["weights"]),
        helper.make_node("Unsqueeze", ["weights", "one"], ["weights_row"]),
        helper.make_node("MatMul", ["weights_row", "values"], ["sum_row"]),
        helper.make_node("Squeeze", ["sum_row", "one"], ["sum"]),
        helper.make_node("ReduceL2", ["sum"], ["norm"], axes=[1], keepdims=1),
        helper.make_node("Max", ["norm", "least"], ["safe_norm"]),
        helper.make_node("Div", ["sum", "safe_norm"], ["sentence_embedding"]),
    ]
    constants = [
        numpy_helper.from_array(rows, "table"),
        numpy_helper.from_array(scale, "scale"),
        numpy_helper.from_array(numpy.array([1], dtype=numpy.int64), "one"),
        numpy_helper.from_array(numpy.array(1e-9, dtype=numpy.float32), "least"),
    ]
    shape = ["batch", "pieces"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", dimensions])
    return helper.make_graph(nodes, "static-embedding", inputs, [output], constants)


def tokenizer_json(vocabulary):
    special = [
        {"id": vocabulary.index(name), "content": name, "special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for name in (PAD, UNKNOWN)
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": True, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": UNKNOWN,
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": LONGEST_WORD,
            "vocab": {piece: index for index, piece in enumerate(vocabulary)},
        },
    }


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    vocabulary = json.loads((source / "vocabulary.json").read_text())
    rows, scale = quantize(numpy.load(source / "table.npy"))
    for piece in (PAD, UNKNOWN):
        rows[vocabulary.index(piece)] = 0
    model = helper.make_model(graph(rows, scale), opset_imports=[helper.make_opsetid("", 13)], producer_name="quoth")
    model.ir_version = 8
    checker.check_model(model)
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    save(model, str(target / "onnx" / "model_quantized.onnx"))

    def write(name, value):
        (target / name).write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

    write("tokenizer.json", tokenizer_json(vocabulary))
    write("tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "strip_accents": True, "model_max_length": LONGEST_TEXT, "pad_token": PAD, "unk_token": UNKNOWN})
    write("config.json", {"model_type": "bert", "architectures": ["StaticEmbedding"], "hidden_size": int(rows.shape[1]), "vocab_size": len(vocabulary), "max_position_embeddings": LONGEST_TEXT, "pad_token_id": 0})
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target}: {len(vocabulary)} pieces x {rows.shape[1]}, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
