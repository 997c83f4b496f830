using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Pipelines;
using Fridge.Pipelines.GitHub;
using DebianImage = Fridge.Images.Builds.BuilderImage;

namespace Fridge.Targets;

/// <summary>What a forge runs of these targets, and when; <see cref="Workflows"/> writes its files from here.</summary>
public sealed partial class Build
{
    [Parameter("With --update: where the repositories of the workflows' actions are", Placeholder = "ADDRESS", For = [nameof(Workflows)], Listed = false)]
    private string ActionsFrom { get; init; } = "https://github.com";

    internal static ImmutableArray<Pipeline> Pipelines => [Declared.Check, Declared.Release, Declared.Nightly];

    private WorkflowFolder WorkflowFiles => new(RootDirectory);

    private Target Workflows => _ => _
        .Description("Writes .github/workflows from the pipelines that the build declares; --update renews the actions that they use")
        .Produces(WorkflowPlan.Folder)
        .Also(WantsSources)
        .Plans(async (run, ct) =>
        {
            var renewed = Update ? await WorkflowFiles.RenewAsync(Processes, ActionsFrom, DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime), ct) : null;
            var plan = await WorkflowFiles.PlanAsync(Pipelines, BuildModel.Of(this), renewed, ct);
            foreach (var line in renewed?.Later ?? [])
                run.Report.Warn(line);
            return Changes.Of(plan, plan.IsEmpty, plan.Summary) with { Lines = plan.Lines, Contents = plan.Contents };
        })
        .Applies(async (run, plan, ct) =>
        {
            foreach (var line in plan.Lines)
                run.Report.Info(line);
            await WorkflowFiles.WriteAsync(plan, ct);
            run.Done(!plan.IsEmpty, $"{plan.Changes.Length} files written");
        });

    private Target Check => _ => _
        .Description("Checks that the workflows are as the build declares them")
        .Also(WantsSources)
        .Executes(async (run, ct) =>
        {
            (await WorkflowFiles.PlanAsync(Pipelines, BuildModel.Of(this), renewed: null, ct)).RefuseDifferences();
            run.Outcome("the workflows are as the build declares them");
        });

    /// <summary>A class of its own, so that nobody who only wants help waits for it.</summary>
    private static class Declared
    {
        /// <summary>Debian 12, where the product was seen to run, as the builder image's digest has it.</summary>
        private static PipelineMachine Debian { get; } = new(DebianImage.Hub)
        {
            Packages = ["ca-certificates", "curl", "git", "gpgv", "iproute2", "iptables", "openssh-client", "procps"],
            IsPrivileged = true,
        };

        /// <summary>Overlays on the container's own overlay are none.</summary>
        private static PipelineMachine DebianWithAnEngine { get; } = Debian with { Volumes = ["/var/lib/docker", "/var/lib/containerd"] };

        private static PipelineCache NuGetPackages { get; } = new("nuget", "~/.nuget/packages", "**/packages.lock.json", "global.json");

        private static PipelineCache Downloads { get; } = new("downloads", "~/.cache/fridge/downloads", "images/**/*.lock", ".nuke/parameters.json");

        private static Push MainChanged { get; } = new("main");

        private static PipelineJob WithoutAnEngine { get; } = new("fast")
        {
            Title = "What needs no engine",
            Machine = Debian,
            Limit = TimeSpan.FromMinutes(30),
            Caches = [NuGetPackages],
            Steps = [new Invoke(nameof(Build.Check)), new Invoke(nameof(Test)) { Arguments = ["--suite", "fast"] }],
            Leaves = ["artifacts/tests"],
        };

        private static TagPushed VersionTagged { get; } = new("v*");

        public static Pipeline Check { get; } = new("check")
        {
            Title = "Check",
            On = [new PullRequest(), MainChanged],
            Overlap = Overlap.NewestOfAPullRequest,
            Jobs =
            [
                WithoutAnEngine,
                new("ci")
                {
                    Title = "With an engine, end to end",
                    Machine = DebianWithAnEngine,
                    Limit = TimeSpan.FromHours(3),
                    After = ["fast"],
                    Caches = [NuGetPackages, Downloads],
                    Steps = [new Invoke(nameof(Test)) { Arguments = ["--yes"] }],
                    Leaves = ["artifacts/tests"],
                },
                new("images")
                {
                    Title = "The layers of images, kept for the next build",
                    Machine = DebianWithAnEngine,
                    Limit = TimeSpan.FromMinutes(90),
                    After = ["fast"],
                    OnlyOn = MainChanged,
                    Rights = [Right.ReadSources, Right.PushImages],
                    Caches = [NuGetPackages, Downloads],
                    Values = [new(nameof(BuildCache), new OwnRegistry("fridge-cache"))],
                    Steps =
                    [
                        new Invoke(nameof(Host)) { Arguments = ["--yes"] },
                        new LogInToOwnRegistry(),
                        new Invoke(nameof(Images)) { Arguments = ["--yes"] },
                    ],
                },
            ],
        };

        /// <summary>By a tag alone: what a release is made of stands in the history.</summary>
        public static Pipeline Release { get; } = new("release")
        {
            Title = "Release",
            On = [VersionTagged],
            Jobs =
            [
                WithoutAnEngine,
                new("release")
                {
                    Title = "Images, manifests, the release's page",
                    Machine = DebianWithAnEngine,
                    Limit = TimeSpan.FromHours(4),
                    After = ["fast"],
                    Rights = [Right.WriteSources, Right.PushImages],
                    Environment = "release",
                    History = true,
                    Caches = [NuGetPackages, Downloads],
                    // A parameter goes by its option's name: --registry.
                    Values = [new(nameof(Tag), new RefName()), new("Registry", new OwnRegistry()), new(nameof(BuildCache), new OwnRegistry("fridge-cache"))],
                    Secrets = [nameof(SignKey)],
                    Steps =
                    [
                        new Invoke(nameof(Host)) { Arguments = ["--yes"] },
                        new LogInToOwnRegistry(),
                        new Invoke(nameof(Build.Release)) { Arguments = ["--yes"], HasTheJobsToken = true },
                    ],
                    Leaves = ["artifacts/release"],
                },
            ],
        };

        private static EachDay BeforeTheMorning { get; } = new(new TimeOnly(2, 17));

        /// <summary>At an odd minute: on the hour a forge has much to do. What it builds nobody has looked at, so it gets no right to the sources.</summary>
        public static Pipeline Nightly { get; } = new("nightly")
        {
            Title = "Nightly",
            On = [BeforeTheMorning, new ByHand()],
            Jobs =
            [
                new("nightly")
                {
                    Title = "Images whose packages have changed",
                    Machine = DebianWithAnEngine,
                    Limit = TimeSpan.FromHours(3),
                    Rights = [Right.ReadSources, Right.PushImages, Right.WriteIssues],
                    Caches = [NuGetPackages, Downloads],
                    Values = [new("Registry", new OwnRegistry()), new(nameof(BuildCache), new OwnRegistry("fridge-cache"))],
                    Steps =
                    [
                        new Invoke(nameof(Host)) { Arguments = ["--yes"] },
                        new LogInToOwnRegistry(),
                        new Invoke(nameof(Build.Nightly)) { Arguments = ["--report", "github", "--yes"], HasTheJobsToken = true },
                    ],
                    Leaves = ["artifacts/nightly"],
                },
            ],
        };
    }
}
