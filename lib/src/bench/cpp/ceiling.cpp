// What the processor allows: the epoch of two layers of sigmoids as a plain loop, in double precision on one thread, with
// libxsmm's products (-DXSMM) or Eigen's. Answers the questions of the benchmarks line by line, and passes on all but epochs.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#ifdef XSMM
#include <libxsmm.h>
static const char *const products = "libxsmm " LIBXSMM_VERSION;
#else
#include <Eigen/Dense>
#define TEXT(x) #x
#define VERSION(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)
static const char *const products = "Eigen " VERSION(EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION);
#endif

using Numbers = std::vector<double>;

static const double ETA = 0.01;

/** c = a b, or c += a bᵀ: all stored by columns, c with m rows and n columns, k the columns of a. */
class Product {
    int m, n, k, bRows;
    bool adds;
#ifdef XSMM
    libxsmm_dmmfunction kernel;
#endif

public:
    Product(int m, int n, int k, int bRows, bool adds) : m(m), n(n), k(k), bRows(bRows), adds(adds) {
#ifdef XSMM
        const int flags = adds ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
        const double beta = adds ? 1 : 0;
        kernel = libxsmm_dmmdispatch(m, n, k, &m, &bRows, &m, nullptr, &beta, &flags, nullptr);
        if (!kernel) {
            std::printf("{\"error\": \"libxsmm makes no %dx%dx%d product\"}\n", m, n, k);
            std::exit(1);
        }
#endif
    }

    void operator()(const Numbers &a, const Numbers &b, Numbers &c) const {
#ifdef XSMM
        kernel(a.data(), b.data(), c.data());
#else
        using Matrix = Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>>;
        Matrix left(a.data(), m, k, Eigen::OuterStride<>(m));
        Eigen::Map<Eigen::MatrixXd> result(c.data(), m, n);
        if (adds) {
            result.noalias() += left * Matrix(b.data(), n, k, Eigen::OuterStride<>(bRows)).transpose();
        } else {
            result.noalias() = left * Matrix(b.data(), k, n, Eigen::OuterStride<>(bRows));
        }
#endif
    }
};

/** n₀ inputs, n₁ hidden neurons, n₂ outputs; a vector register holds 8 numbers, so that rows of neurons are padded. */
struct Network {
    int n0, n1, n2;
    int m1 = (n1 + 7) / 8 * 8, m2 = (n2 + 7) / 8 * 8;
    Numbers w1 = Numbers(m1 * n0), b1 = Numbers(m1), w2 = Numbers(m2 * n1), b2 = Numbers(m2);

    Network(int n0, int n1, int n2, std::mt19937_64 &random) : n0(n0), n1(n1), n2(n2) {
        std::normal_distribution<double> normal;
        for (double &w : w1) w = normal(random) / std::sqrt(n0);
        for (double &w : w2) w = normal(random) / std::sqrt(n1);
    }
};

/** What steps with mini-batches of one size work in. */
struct Step {
    Network &net;
    int size;
    Numbers x = Numbers(net.n0 * size), a1 = Numbers(net.m1 * size), a2 = Numbers(net.m2 * size);
    Numbers back = Numbers(net.m1 * net.n2), d1 = Numbers(net.m1 * size), d2 = Numbers(net.m2 * size);
    Product forward1{net.m1, size, net.n0, net.n0, false}, forward2{net.m2, size, net.n1, net.m1, false};
    Product backward{net.m1, size, net.n2, net.m2, false};
    Product update1{net.m1, net.n0, size, net.n0, true}, update2{net.m2, net.n1, size, net.m1, true};

    Step(Network &net, int size) : net(net), size(size) {}

    static void sigmoid(Numbers &z, const Numbers &b) {
        const int m = b.size();
        for (std::size_t t = 0; t < z.size(); t += m) {
            for (int j = 0; j < m; j++) z[t + j] = 1 / (1 + std::exp(-z[t + j] - b[j]));
        }
    }

    static void descend(Numbers &b, const Numbers &d) {
        const int m = b.size();
        for (std::size_t t = 0; t < d.size(); t += m) {
            for (int j = 0; j < m; j++) b[j] += d[t + j];
        }
    }

    /** Both errors carry −η/size. */
    void operator()(const Numbers &inputs, const Numbers &targets, const int *order) {
        for (int t = 0; t < size; t++) {
            std::memcpy(&x[t * net.n0], &inputs[std::size_t(order[t]) * net.n0], net.n0 * sizeof(double));
        }
        forward1(net.w1, x, a1);
        sigmoid(a1, net.b1);
        forward2(net.w2, a1, a2);
        sigmoid(a2, net.b2);
        for (int t = 0; t < size; t++) {
            const double *y = &targets[std::size_t(order[t]) * net.m2];
            for (int k = 0; k < net.m2; k++) {
                const double a = a2[t * net.m2 + k];
                d2[t * net.m2 + k] = -ETA / size * (a - y[k]) * a * (1 - a);
            }
        }
        for (int k = 0; k < net.n2; k++) {
            for (int j = 0; j < net.n1; j++) back[k * net.m1 + j] = net.w2[j * net.m2 + k];
        }
        backward(back, d2, d1);
        for (std::size_t i = 0; i < d1.size(); i++) d1[i] *= a1[i] * (1 - a1[i]);
        update2(d2, a1, net.w2);
        descend(net.b2, d2);
        update1(d1, x, net.w1);
        descend(net.b1, d1);
    }
};

static std::string seconds(int n0, int n1, int n2, int examples, int batch, int repeats) {
    std::mt19937_64 random(1);
    Network net(n0, n1, n2, random);
    Numbers x(std::size_t(n0) * examples), y(std::size_t(net.m2) * examples);
    std::uniform_real_distribution<double> uniform;
    for (double &value : x) value = uniform(random);
    for (double &value : y) value = uniform(random);
    std::vector<int> order(examples);
    std::iota(order.begin(), order.end(), 0);
    Step full(net, std::min(batch, examples)), rest(net, std::max(1, examples % batch));
    std::string times;
    for (int r = 0; r <= repeats; r++) {
        std::shuffle(order.begin(), order.end(), random);
        const auto start = std::chrono::steady_clock::now();
        int from = 0;
        for (; from + full.size <= examples; from += full.size) full(x, y, &order[from]);
        if (from < examples) rest(x, y, &order[from]);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        if (r > 0) times += (r > 1 ? ", " : "") + std::to_string(taken.count()); // the first warms up
    }
    return times;
}

int main() {
    char line[1000];
    while (std::fgets(line, sizeof line, stdin)) {
        int n0, n1, n2, examples, batch, repeats;
        const char *epoch = "{\"task\": \"epoch\", \"sizes\": [%d, %d, %d], \"examples\": %d, \"batch\": %d, \"repeats\": %d}";
        if (std::sscanf(line, epoch, &n0, &n1, &n2, &examples, &batch, &repeats) == 6) {
            std::printf("{\"seconds\": [%s]}\n", seconds(n0, n1, n2, examples, batch, repeats).c_str());
        } else if (std::strstr(line, "\"version\"")) {
            std::printf("{\"version\": \"%s\"}\n", products);
        } else {
            std::printf("{\"skipped\": \"only epochs of two layers\"}\n");
        }
        std::fflush(stdout);
    }
}
