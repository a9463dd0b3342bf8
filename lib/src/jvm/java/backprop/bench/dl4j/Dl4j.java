package backprop.bench.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.ejml.simple.SimpleMatrix;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks and data of DL4J in double precision. */
final class Dl4j {
    private Dl4j() {}

    /** Sigmoids with the squared error, mean over the mini-batch; DL4J has no ½, so η is half as large for the same step. */
    static MultiLayerNetwork network(List<Integer> sizes, double rate) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        var layers = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .seed(1)
                .activation(Activation.SIGMOID)
                .updater(new Sgd(rate))
                .list();
        int last = sizes.size() - 1;
        for (int l = 1; l < last; l++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(sizes.get(l - 1))
                    .nOut(sizes.get(l))
                    .build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.L2)
                .activation(Activation.SIGMOID)
                .nIn(sizes.get(last - 1))
                .nOut(sizes.get(last))
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    /** The examples as rows. */
    static INDArray rows(SimpleMatrix columns) {
        return Nd4j.createFromArray(columns.transpose().toArray2());
    }
}
