using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Bench.Start;

/// <summary>The configuration of both processes as the manifests render it, without a job; every memory key in it, so that the scripts reckon the same heap.</summary>
/// <param name="JobManager">File name and content, for <c>/opt/flink/conf</c>.</param>
internal sealed record FlinkFiles(ImmutableDictionary<string, string> JobManager, ImmutableDictionary<string, string> TaskManager)
{
    private const string Config = "config.yaml";

    public static FlinkFiles Render(Cluster cluster, TemplateSet templates, ImageSet images)
    {
        var session = Session(cluster);
        var stack = new StackRenderer(templates).Render(session, MemoryPlan.For(session), images);
        return new FlinkFiles(Of(stack, "jobmanager"), Of(stack, "taskmanager"));
    }

    /// <summary>With what Flink's own <c>config.yaml</c> tells the JVM, which the scripts read from there and an image of ours has in its argument file.</summary>
    public FlinkFiles WithJavaOptions(string options) => new(With(JobManager, options), With(TaskManager, options));

    private static Cluster Session(Cluster cluster) => cluster with
    {
        Jobs = [],
        Flink = cluster.Flink with
        {
            Config = cluster.Flink.Config.SetItems(MemoryDefaults.For(cluster).Select(each => KeyValuePair.Create(each.Key, each.Value))),
        },
    };

    /// <summary>By the names that the service gives them.</summary>
    private static ImmutableDictionary<string, string> Of(RenderedRelease stack, string service)
    {
        var mounts = (Sequence)stack.Workloads.Single(rendered => rendered.Name == service).Definition["configs"]!;
        return mounts.Items.Cast<Mapping>().ToImmutableDictionary(
            mount => Path.GetFileName(Text(mount, "target")),
            mount => stack.Files.Single(config => config.Name == Text(mount, "source")).Content);
    }

    private static string Text(Mapping mount, string key) => ((Scalar)mount[key]!).Text;

    private static ImmutableDictionary<string, string> With(ImmutableDictionary<string, string> files, string options) =>
        files.SetItem(Config, $"{files[Config]}env.java.opts.all: {options}\n");
}
