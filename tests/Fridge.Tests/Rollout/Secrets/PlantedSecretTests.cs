using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Secrets;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Engine;
using Fridge.Tests.Manifests;
using Fridge.Tests.Manifests.Swarm;
using Fridge.Tests.Rollout.Verbs;
using Fridge.Tests.Support;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Secrets;

/// <summary>A planted secret goes the whole way of a deployment and is looked for in everything that the run leaves, in all its forms.</summary>
public sealed class PlantedSecretTests : IDisposable
{
    private const string Planted = "hunter2 \"is\" p'lan+ted/&<é>$";

    private static readonly string[] Forms =
    [
        Planted, Convert.ToBase64String(Encoding.UTF8.GetBytes(Planted)), Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Planted}")),
        Uri.EscapeDataString(Planted), WebUtility.UrlEncode(Planted), JsonSerializer.Serialize(Planted)[1..^1], ShellText.Quote(Planted),
    ];

    /// <summary>What stands in the middle of any of them.</summary>
    private static readonly string[] Traces = ["hunter2", .. Forms.Select(form => form[10..^10])];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fridge-planted-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task PlantedSecret_IsInTheOrchestratorsSecretAlone()
    {
        var build = new PlantedBuild(folder.FullName);

        var run = await EngineRun.OfAsync(build, "Deploy --json --verbosity verbose");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("here it is: ***");
        build.SecretBodies.ShouldHaveSingleItem().ShouldContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(build.Content!.Reveal())));
        Left(run, build).ShouldAllBe(left => Traces.All(trace => !left.Text.Contains(trace, StringComparison.Ordinal)), $"in {Where(run, build)}");
    }

    private static string Where(EngineRun run, PlantedBuild build) =>
        string.Join(", ", Left(run, build).Where(left => Traces.Any(left.Text.Contains)).Select(left => left.Place));

    private static IEnumerable<(string Place, string Text)> Left(EngineRun run, PlantedBuild build) =>
    [
        ("screen", run.Out), ("screen", run.Error), ("events", run.Events), ("argv and requests", string.Join('\n', build.Changes)),
        .. Directory.EnumerateFiles(build.RootDirectory, "*", SearchOption.AllDirectories).Select(path => (path, File.ReadAllText(path))),
    ];

    /// <summary>Deploy without its nodes: what it reads, renders, writes, says, sends and remembers, and how it fails.</summary>
    private sealed class PlantedBuild(string root) : FridgeBuild
    {
        private readonly ConcurrentQueue<string> changes = [];

        public override string RootDirectory => root;

        public IEnumerable<string> Changes => changes;

        public ConcurrentQueue<string> SecretBodies { get; } = [];

        public Secret? Content { get; private set; }

        public Target Deploy => _ => _.Executes(async (run, cancellation) =>
        {
            var cluster = StackSecretsTests.WithSecrets("s3.secret-key");
            var secrets = await new SecretSources(Redactor, _ => Planted, run.Ask).ReadAsync(cluster, root, cancellation);
            var release = new StackRenderer(await Samples.TemplatesAsync(cluster.Name), secrets).Render(cluster, Samples.Plan, Samples.Images);
            await ManifestFolder.Of(new SwarmRendering(), release, Path.Combine(root, "artifacts")).WriteAsync(cancellation);
            var plan = RolloutPlanner.Plan(release, Observed.Empty);
            foreach (var line in RolloutPlanText.Lines(plan).Concat(RolloutPlanText.Diff(plan, new SwarmRendering())))
                run.Report.Info(line);
            await File.WriteAllTextAsync(Path.Combine(root, "record"), ReleaseJson.Write(ReleaseIntent.Of(release, 1, Records.Origin, Records.At)), cancellation);
            await ApplyAsync(release, plan, secrets, cancellation);
            Fail(run);
        });

        protected internal override string? RunLogPath(DateTimeOffset started) => Path.Combine(root, "run.log");

        private async Task ApplyAsync(RenderedRelease release, RolloutPlan plan, ClusterSecrets secrets, CancellationToken cancellation)
        {
            await using var nodes = new StubNodes((_, _) => "{}") { Bodies = (request, body) => { if (request.Contains("/secrets/create")) SecretBodies.Enqueue(body); else changes.Enqueue(body); } };
            var made = new SecretMaker(secrets, Redactor).Make(plan.NewSecrets);
            Content = made.Single().Content;
            var swarm = new SwarmOrchestrator(nodes, StackSecretsTests.WithSecrets("s3.secret-key"), TimeProvider.System, new ReportRecorder());
            await swarm.Changes.StoreSecretsAsync(made, cancellation);
            await swarm.Changes.ApplyAsync(release, 1, release.Files, cancellation);
            foreach (var change in nodes.Changes)
                changes.Enqueue(change);
        }

        private static void Fail(TargetRun run)
        {
            foreach (var form in Forms)
            {
                run.Report.Info($"here it is: {form}");
                run.Report.Warn($"it is cut: {form[..Math.Min(form.Length, 12)]}…");
                run.AfterSummary($"at the end: {form}");
            }

            run.Outcome(Planted);
            throw new InvalidOperationException(string.Join('\n', Forms));
        }
    }
}
