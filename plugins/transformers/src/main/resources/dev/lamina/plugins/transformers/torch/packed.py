# Linear maps whose weights oneDNN has laid out for its own matrix product. A module of its own, as not every build of
# PyTorch has these operations; the form is that of kernels.py.
class Packed(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # w [outputs, inputs] -> the same in oneDNN's layout
  def pack(self: __torch__.Packed,
    w: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(w, 256)
  # x [n, inputs], w packed, b [outputs] or empty, f with a variant of it -> f(x w' + b), [n, outputs]
  def linear(self: __torch__.Packed,
    x: Tensor,
    w: Tensor,
    b: Tensor,
    f: str,
    variant: str) -> Tensor:
    if torch.eq(torch.numel(b), 0):
      y = ops.mkldnn._linear_pointwise(x, w, None, f, annotate(List[Optional[number]], []), variant)
    else:
      y = ops.mkldnn._linear_pointwise(x, w, b, f, annotate(List[Optional[number]], []), variant)
    return y
  # x [n, inputs], w packed, b [outputs] or empty, factor [n, outputs] -> (x w' + b) factor, [n, outputs]
  def linear_times(self: __torch__.Packed,
    x: Tensor,
    w: Tensor,
    b: Tensor,
    factor: Tensor) -> Tensor:
    if torch.eq(torch.numel(b), 0):
      y = ops.mkldnn._linear_pointwise(x, factor, w, None, "mul")
    else:
      y = ops.mkldnn._linear_pointwise(x, factor, w, b, "mul")
    return y
