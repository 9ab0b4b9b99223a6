#!/usr/bin/env python3
"""Lets embeddings stay int8 in memory: Gather(DequantizeLinear(q, s), ids) becomes Cast(Gather(q, ids)) × Gather(s, ids).

The numbers stay the same; a runtime that folds constants would otherwise unpack the whole table to float32 at load.
usage: slim_embeddings.py IN.onnx OUT.onnx   (needs the packages onnx and numpy)
"""
import os, sys
import onnx
from onnx import TensorProto, helper, numpy_helper

model = onnx.load(sys.argv[1])
graph = model.graph
initializers = {i.name: i for i in graph.initializer}
dequantized = {n.output[0]: n for n in graph.node if n.op_type == 'DequantizeLinear'}
axis_name = 'slim_axis'
nodes, slimmed = [], 0
uses = {}
for node in graph.node:
    for name in node.input: uses.setdefault(name, []).append(node)
for node in graph.node:
    source = dequantized.get(node.input[0]) if node.op_type == 'Gather' else None
    if source is not None:
        axis = next((a.i for a in source.attribute if a.name == 'axis'), 1)
        zero = numpy_helper.to_array(initializers[source.input[2]])
        assert axis == 0 and not zero.any(), 'rows with scales of their own, and zero at zero'
        q, s, ids, out = source.input[0], source.input[1], node.input[1], node.output[0]
        nodes += [
            helper.make_node('Gather', [q, ids], [out + '_q'], axis=0),
            helper.make_node('Cast', [out + '_q'], [out + '_f'], to=TensorProto.FLOAT),
            helper.make_node('Gather', [s, ids], [out + '_s'], axis=0),
            helper.make_node('Unsqueeze', [out + '_s', axis_name], [out + '_u']),
            helper.make_node('Mul', [out + '_f', out + '_u'], [out]),
        ]
        slimmed += 1
    elif node.op_type == 'DequantizeLinear' and all(u.op_type == 'Gather' and u.input[0] == node.output[0] for u in uses[node.output[0]]):
        pass
    else:
        nodes.append(node)
del graph.node[:]
graph.node.extend(nodes)
graph.initializer.append(helper.make_tensor(axis_name, TensorProto.INT64, [1], [-1]))
kept = {name for node in graph.node for name in node.input}
for unused in [i for i in graph.initializer if i.name not in kept]: graph.initializer.remove(unused)
onnx.checker.check_model(model)
onnx.save(model, sys.argv[2])
print(f'{slimmed} tables, {os.path.getsize(sys.argv[2])} bytes')
