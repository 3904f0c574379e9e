# What DJL lacks as an NDArray operation. This is the source of a TorchScript module, in the form that
# TorchScript archives hold it. n is the number of tokens of all sequences, one after the other.
class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # [...] -> the least and the greatest element, NaN if one is
  def range(self: __torch__.Kernels,
    x: Tensor) -> Tensor:
    least, greatest, = torch.aminmax(torch.flatten(x))
    return torch.stack([least, greatest])
  # ids [n], table [rows, d_model] -> [n, d_model]
  def embedding(self: __torch__.Kernels,
    table: Tensor,
    ids: Tensor) -> Tensor:
    return torch.embedding(table, ids)
  # x [n, inputs], w [outputs, inputs], b [outputs] -> [n, outputs]
  def linear(self: __torch__.Kernels,
    x: Tensor,
    w: Tensor,
    b: Tensor) -> Tensor:
    return torch.linear(x, w, b)
  # approximate: none (with the error function) or tanh
  def linear_gelu(self: __torch__.Kernels,
    x: Tensor,
    w: Tensor,
    b: Tensor,
    approximate: str) -> Tensor:
    return torch.gelu(torch.linear(x, w, b), approximate=approximate)
  # x [n, d_model], w and b [d_model] -> [n, d_model]
  def layer_norm(self: __torch__.Kernels,
    x: Tensor,
    w: Tensor,
    b: Tensor,
    eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, 1)], w, b, eps)
  # qkv [n, 3 d_model] of sequences of equal length -> the heads' outputs, [n, d_model]
  def attention(self: __torch__.Kernels,
    qkv: Tensor,
    sequences: int,
    heads: int,
    causal: bool) -> Tensor:
    d_model = torch.floordiv(torch.size(qkv, 1), 3)
    split = torch.view(qkv, [sequences, -1, 3, heads, torch.floordiv(d_model, heads)])
    q, k, v, = torch.unbind(torch.permute(split, [2, 0, 3, 1, 4]))
    z = torch.scaled_dot_product_attention(q, k, v, None, 0., causal)
    return torch.reshape(torch.transpose(z, 1, 2), [-1, d_model])
  # x [n, d_model], tokens [count], starts [rows] -> means (mode 1) or maxima (2), [rows, d_model]
  def pool(self: __torch__.Kernels,
    x: Tensor,
    tokens: Tensor,
    starts: Tensor,
    mode: int) -> Tensor:
    pooled, _1, _2, _3, = torch.embedding_bag(x, tokens, starts, False, mode)
    return pooled
