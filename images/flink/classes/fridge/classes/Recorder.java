package fridge.classes;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Loads what a JobManager and a TaskManager load: both in this JVM, with a small job that takes checkpoints. Ends in the
 * ordinary way, so that a JVM with -XX:ArchiveClassesAtExit writes its archive. Listens on loopback only.
 */
public final class Recorder {
    private static final long RECORDS = 20_000;
    private static final long CHECKPOINT_MILLIS = 200;

    /** What starts the two as processes; a cluster in one JVM has none of it. */
    private static final List<String> STARTERS = List.of(
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        "org.apache.flink.client.deployment.application.ApplicationDispatcherBootstrap",
        "org.apache.flink.client.program.PackagedProgram");

    private Recorder() {
    }

    /** Ends the JVM in either case: a cluster that didn't start leaves threads behind that would keep it for ever. */
    public static void main(String[] arguments) {
        try {
            record();
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void record() throws Exception {
        for (String starter : STARTERS) {
            Class.forName(starter);
        }
        try (MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .setRpcServiceSharing(RpcServiceSharing.DEDICATED)
                .build())) {
            cluster.start();
            cluster.executeJobBlocking(job());
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        return configuration;
    }

    private static JobGraph job() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.enableCheckpointing(CHECKPOINT_MILLIS);
        environment.setParallelism(1);
        environment.fromSequence(1, RECORDS).keyBy(number -> number % 7).reduce(Long::sum).sinkTo(new DiscardingSink<>());
        return environment.getStreamGraph().getJobGraph();
    }
}
