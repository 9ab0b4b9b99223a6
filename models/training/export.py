#!/usr/bin/env python3
"""Writes a trained network as ONNX with int8 weights, as the program embeds it.

usage: export.py accurate|student TRAINED_DIR OUT.onnx

Every large matrix becomes int8 with a scale for each channel and a DequantizeLinear, so that the arithmetic stays float32 and only
the file is small; tables of embeddings stay int8 in memory too: Gather(DequantizeLinear(q, s), ids) becomes
Cast(Gather(q, ids)) × Gather(s, ids), the same numbers.
"""
import os, sys, tempfile
import numpy as np, onnx, torch
from onnx import TensorProto, helper, numpy_helper


def plain(kind, folder, path):
    names = ['feats', 'mask']
    if kind == 'accurate':
        from transformers import BertForTokenClassification
        bert = BertForTokenClassification.from_pretrained(folder, attn_implementation='eager').eval()
        class Logits(torch.nn.Module):
            def __init__(self): super().__init__(); self.bert = bert
            def forward(self, input_ids, attention_mask, token_type_ids):
                mask = (1 - attention_mask[:, None, None, :].float()) * -1e4
                hidden = bert.bert.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)
                for layer in bert.bert.encoder.layer: hidden = attend(layer, hidden, mask)
                return bert.classifier(hidden)
        one = torch.ones(2, 16, dtype=torch.long)
        model, inputs, names = Logits(), (one, one, one * 0), ['input_ids', 'attention_mask', 'token_type_ids']
    else:
        from student import Student
        saved = torch.load(os.path.join(folder, 'student.pt'))
        model = Student(saved['width']).eval(); model.load_state_dict(saved['state'])
        inputs = (torch.ones(2, 16, 6, dtype=torch.long), torch.ones(2, 16))
    torch.onnx.export(model, inputs, path, dynamo=False, opset_version=17, input_names=names, output_names=['logits'], dynamic_axes={k: {0: 'b', 1: 's'} for k in names + ['logits']})


def attend(layer, hidden, mask):
    """A layer of BERT without the library's choice of kernels, which does not export everywhere."""
    own = layer.attention.self
    rows, length, width = hidden.shape
    heads = own.num_attention_heads
    q, k, v = (turn(hidden).reshape(rows, length, heads, width // heads).transpose(1, 2) for turn in (own.query, own.key, own.value))
    weights = (q @ k.transpose(-1, -2) * (width // heads) ** -0.5 + mask).softmax(-1)
    seen = layer.attention.output((weights @ v).transpose(1, 2).reshape(rows, length, width), hidden)
    return layer.output(layer.intermediate(seen), seen)


def to_int8(graph):
    uses, made = {}, []
    for node in graph.node:
        for name in node.input: uses.setdefault(name, []).append(node)
    for tensor in list(graph.initializer):
        weight = numpy_helper.to_array(tensor)
        if weight.dtype != np.float32 or weight.ndim != 2 or weight.size < 4096: continue
        rows = all(n.op_type == 'Gather' or n.op_type == 'Gemm' and any(a.name == 'transB' and a.i for a in n.attribute) for n in uses[tensor.name])
        axis = 0 if rows else 1
        scale = (np.abs(weight).max(1 - axis, keepdims=True) / 127).astype(np.float32); scale[scale == 0] = 1
        graph.initializer.remove(tensor)
        q, s, z = (tensor.name + end for end in ('_q', '_s', '_z'))
        graph.initializer.extend([numpy_helper.from_array(np.clip(np.round(weight / scale), -127, 127).astype(np.int8), q), numpy_helper.from_array(scale.ravel(), s), numpy_helper.from_array(np.zeros(scale.size, np.int8), z)])
        made.append(helper.make_node('DequantizeLinear', [q, s, z], [tensor.name], axis=axis))
    nodes = made + list(graph.node); del graph.node[:]; graph.node.extend(nodes)


def slim_embeddings(graph):
    uses, nodes, unpacked = {}, [], {n.output[0]: n for n in graph.node if n.op_type == 'DequantizeLinear'}
    for node in graph.node:
        for name in node.input: uses.setdefault(name, []).append(node)
    for node in graph.node:
        source = unpacked.get(node.input[0]) if node.op_type == 'Gather' else None
        if source is not None:
            q, s, ids, out = source.input[0], source.input[1], node.input[1], node.output[0]
            nodes += [helper.make_node('Gather', [q, ids], [out + '_q'], axis=0), helper.make_node('Cast', [out + '_q'], [out + '_f'], to=TensorProto.FLOAT),
                      helper.make_node('Gather', [s, ids], [out + '_s'], axis=0), helper.make_node('Unsqueeze', [out + '_s', 'last_axis'], [out + '_u']), helper.make_node('Mul', [out + '_f', out + '_u'], [out])]
        elif not (node.op_type == 'DequantizeLinear' and all(u.op_type == 'Gather' and u.input[0] == node.output[0] for u in uses[node.output[0]])):
            nodes.append(node)
    del graph.node[:]; graph.node.extend(nodes)
    graph.initializer.append(helper.make_tensor('last_axis', TensorProto.INT64, [1], [-1]))
    kept = {name for node in graph.node for name in node.input}
    for unused in [i for i in graph.initializer if i.name not in kept]: graph.initializer.remove(unused)


def main():
    kind, folder, out = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, 'plain.onnx'); plain(kind, folder, path); model = onnx.load(path)
    to_int8(model.graph); slim_embeddings(model.graph)
    onnx.checker.check_model(model); onnx.save(model, out)
    print(out, os.path.getsize(out), 'bytes')


if __name__ == '__main__': main()
