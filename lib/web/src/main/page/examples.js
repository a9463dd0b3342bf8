// Questions to begin with: one right, three wrong.

const DERIVATION = String.raw`\delta^L = (a^L - y) \odot \sigma'(z^L)
\delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)
\frac{\partial C}{\partial b_j^l} = \delta_j^l
\frac{\partial C}{\partial w_{jk}^l} = a_k^{l-1} \delta_j^l`;

const BY_HAND = `w1 = [[0.15, 0.20], [0.25, 0.30]]
b1 = 0.35 0.35
w2 = [[0.40, 0.45], [0.50, 0.55]]
b2 = 0.60 0.60
x = 0.05 0.10
y = 0.01 0.99

dC/dw2 = [[0.08217, 0.08267], [-0.0226, -0.02274]]
dC/db2 = 0.1385 -0.0381
dC/dw1 = [[0.001818, 0.003635], [0.002069, 0.004137]]
dC/db1 = 0.03635 0.04137`;

// A Tanh between two Linear and a Sigmoid at the end, three examples, and nn.MSELoss().
const PYTORCH = `0.weight = tensor([[ 0.4123, -0.2871],
        [-0.5310,  0.1962],
        [ 0.0874,  0.6415]])
0.bias = tensor([ 0.1208, -0.3344,  0.0561])
2.weight = tensor([[ 0.5239, -0.4418,  0.3077]])
2.bias = tensor([0.0932])
x = tensor([[ 0.5000,  1.0000],
        [-1.0000,  0.2500],
        [ 2.0000, -0.5000]])
y = tensor([[1.], [0.], [1.]])

0.weight.grad = tensor([[-0.0664, -0.0189],
        [ 0.0497,  0.0132],
        [-0.0534,  0.0007]])
0.bias.grad = tensor([-0.0041, -0.0058, -0.0004])
2.weight.grad = tensor([[-0.0612,  0.0780, -0.0246]])
2.bias.grad = tensor([-0.0243])`;

export const EXAMPLES = [
  {title: "a right derivation", derivation: DERIVATION},
  {title: "σ′(zᴸ) in place of σ′(zˡ)", derivation: DERIVATION.replace("(z^l)", "(z^L)")},
  {title: "numbers without a σ′", numbers: BY_HAND},
  {title: "tensors from PyTorch", numbers: PYTORCH, hidden: "tanh"},
];
