import org.apache.flink.configuration.GlobalConfiguration;

/** Prints for each argument whether Flink hides the value of an option of that name. */
public final class SecrecyOracle {
    public static void main(String[] keys) {
        for (String key : keys) {
            System.out.println(key + " " + GlobalConfiguration.isSensitive(key));
        }
    }
}
