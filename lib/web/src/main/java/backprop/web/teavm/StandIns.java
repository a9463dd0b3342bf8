package backprop.web.teavm;

import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** Classes of the JDK that TeaVM lacks: {@code backprop.web.jdk.X} stands in for X. */
public final class StandIns extends SimpleSubstitutionPolicy {
    static final String PACKAGE = "backprop.web.jdk";

    @Override
    public void contribute(SubstitutionSink sink) {
        sink.selectClasses(inPackage("java.util.concurrent")).packagePrefix(PACKAGE);
        sink.selectClasses(name -> name.equals("java.text.Normalizer") || name.startsWith("java.text.Normalizer$"))
                .packagePrefix(PACKAGE);
    }
}
