package fridge.taxi;

import java.io.IOException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Says for each taxi ride which famous place of New York it started closest to. Names and uids are part of the interface: those who
 * read the gauges and those who restore a savepoint rely on them.
 */
public final class ClosestPlaceJob {
    /** Fixed for ever: state can't be restored with another. */
    private static final int MAX_PARALLELISM = 128;

    private ClosestPlaceJob() {}

    public static void main(String[] arguments) throws Exception {
        var wanted = JobArguments.parse(arguments);
        var places = Places.load();
        var environment = environment(wanted);
        var closest = build(environment, wanted, places);
        if (wanted.print()) {
            closest.print("ride").name("print-rides").setParallelism(1);
            closest.getSideOutput(Counts.REJECTED).print("rejected").name("print-rejected").setParallelism(1);
        }
        var result = environment.execute("taxi");
        if (wanted.bounded()) {
            show(result, places);
        }
    }

    private static StreamExecutionEnvironment environment(JobArguments wanted) {
        var settings = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setMaxParallelism(MAX_PARALLELISM);
        wanted.parallelism().ifPresent(environment::setParallelism);
        return environment;
    }

    /** {@code global}: a partitioner that never chains, so the vertices are the same at every parallelism. */
    private static SingleOutputStreamOperator<ClosestRide> build(
            StreamExecutionEnvironment environment, JobArguments wanted, Places places) throws IOException {
        var source = new TaxiSource(new Sample(wanted.folder()), wanted.bounded(), wanted.ridesPerSecond());
        return environment.fromSource(source, WatermarkStrategy.noWatermarks(), "rides").uid("rides")
                .map(new ClosestPlace(places)).name("closest-place").uid("closest-place")
                .global()
                .process(new Counts(places)).name("counts").uid("counts").setParallelism(1).setMaxParallelism(1);
    }

    private static void show(JobExecutionResult result, Places places) {
        if (result.isJobExecutionResult()) {
            System.out.println(StatusJson.results(result.getAllAccumulatorResults(), places, result.getNetRuntime()));
        }
    }
}
