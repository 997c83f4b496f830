using Fridge.Engine;
using Fridge.Pipelines;
using Fridge.Pipelines.GitHub;
using Fridge.Tests.Engine;

namespace Fridge.Tests.Pipelines;

/// <summary>A build with little in it, and a pipeline that uses every word of a declaration.</summary>
internal sealed class SamplePipelines : SampleBuild
{
    public const string Machine = "debian:bookworm@sha256:0000000000000000000000000000000000000000000000000000000000000001";

    private const string Commit = "1111111111111111111111111111111111111111";

    public static ActionPins Pins { get; } = new(
    [
        new("actions/cache", "v5.0.5", Commit, "a test"), new("actions/checkout", "v7.0.1", Commit, "a test"), new("actions/upload-artifact", "v7.0.0", Commit, "a test"),
    ]);

    public static BuildModel Model { get; } = BuildModel.Of(new SamplePipelines { Root = "" });

    private static TagPushed Tag { get; } = new("v*");

    public static Pipeline Release { get; } = new("release")
    {
        Title = "Release",
        On = [Tag, new Push("main", "next"), new EachDay(new TimeOnly(3, 17)), new ByHand()],
        Jobs =
        [
            Job("look") with { OnlyOn = Tag },
            Job("publish") with
            {
                After = ["look"],
                Machine = new PipelineMachine(Machine) { Packages = ["git", "curl"], IsPrivileged = true, Volumes = ["/var/lib/docker"] },
                Rights = [Right.WriteSources, Right.ReadSources, Right.PushImages, Right.WriteIssues],
                Environment = "release",
                History = true,
                Caches = [new("nuget", "~/.nuget/packages", "**/packages.lock.json", "global.json")],
                Values = [new("Where", new OwnRegistry("samples")), new("Colour", new PlainText("on")), new("Edition", new RefName()), new("Shop", new OwnRegistry())],
                Secrets = ["ShopToken"],
                Steps = [new LogInToOwnRegistry(), new Invoke("Bake", "Sell") { Arguments = ["--where", "it's here; $HOME"], HasTheJobsToken = true }],
                Leaves = ["artifacts/tests", "artifacts/bread"],
            },
        ],
    };

    [Parameter("Where to.")]
    public string? Where { get; set; }

    [Parameter("Which one.", For = [nameof(Bake)])]
    public string? Colour { get; set; }

    [Parameter("Of what.")]
    public string? Edition { get; set; }

    [Parameter("Whose.")]
    public string? Shop { get; set; }

    [Parameter("What the shop wants to see."), Secret]
    public string? ShopToken { get; set; }

    public Target Bake => _ => _.Executes(_ => { });

    public Target Sell => _ => _.Executes(_ => { });

    public static PipelineJob Job(string name) => new(name)
    {
        Title = name,
        Machine = new PipelineMachine(Machine),
        Limit = TimeSpan.FromMinutes(20),
        Steps = [new Invoke("Bake")],
    };

    public static string Text(Pipeline pipeline) => WorkflowText.Of(WorkflowWriter.Of(pipeline, Model, Pins));
}
