using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Registry.Places;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;
using Fridge.Targets.Sessions;

namespace Fridge.Targets;

/// <summary>A Kubernetes that somebody else made: its nodes come from its API, and no host is touched. And the registry that a cluster file may name, of which that one has no other.</summary>
public sealed partial class Build
{
    [Parameter("For an existing Kubernetes: set Fridge's labels on its nodes, so that the JobManager stays on one", For = [nameof(Provision), nameof(Deploy)])]
    private bool LabelNodes { get; init; }

    private static readonly ImmutableArray<string> NeedRights = [nameof(Provision), nameof(Registry), nameof(Push), nameof(Rollout), nameof(Deploy)];

    private static readonly ImmutableArray<string> NeedNoNodes = [nameof(Clean), nameof(Test), nameof(Kubeconfig)];

    private ImmutableArray<string> nodeRemarks = [];

    /// <summary>Where the cluster file doesn't say which nodes there are, all else waits for whom to ask; and rights that are missing are said before anything is built.</summary>
    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!AsksForACluster || InvokedTargets.All(NeedNoNodes.Contains) || !Document.WantsNodes)
            return;
        using var there = Orchestration.Adoption!(Cluster, Time);
        var found = await there.FindAsync(cancellationToken);
        if (InvokedTargets.Any(NeedRights.Contains))
            await there.DemandRightsAsync(cancellationToken);
        document = LoadClusterFile(found);
        nodeRemarks = found.Remarks;
    }

    /// <summary>Asked for by itself, and not with the cluster's own secrets: Provision tells the nodes, and needs nothing of what runs there.</summary>
    private Target<RegistryLogin> ImageLogin => _ => _
        .Description("Checks that the registry named by the cluster file accepts the log-in")
        .DependsOn(Memory)
        .Before(Host)
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            if (Cluster.ImageSource is not { } source)
                return RegistryLogin.Nobodys;
            var login = source.Credentials is { } credentials ? new RegistryLogin(credentials.User, await PasswordAsync(run, credentials, ct)) : RegistryLogin.Nobodys;
            await Named(run, source, login).DemandAsync(ct);
            run.Outcome($"{source.Url} lets {login.User ?? "us"} in");
            return login;
        });

    private Task<Secret> PasswordAsync(TargetRun run, RegistryCredentials credentials, CancellationToken ct) => new SecretSources(Redactor, Environment.GetEnvironmentVariable, run.Ask)
        .ReadOneAsync(Cluster.SourceFile, "registry.credentials.password", credentials.Password, ClusterFolder, ct);

    private Adopting? Adopting => Cluster.Kubeconfig is { } written ? new Adopting(WrittenPath.In(ClusterFolder, written), LabelNodes) : null;

    private string ClusterFolder => Path.GetDirectoryName(Path.GetFullPath(ChooseClusterFile().FullPath(Environment.CurrentDirectory, RootDirectory)))!;

    /// <summary>Where images go and come from: the one place that chooses.</summary>
    private IImagePlace Place(TargetRun run) => Cluster.ImageSource is { } source
        ? Named(run, source, run.ResultOf(ImageLogin))
        : new OwnRegistry(run.ResultOf(Provision).Formed!, run.ResultOf(Images)["registry"], Sessions(run, run.ResultOf(Nodes).Cluster), run.Report, Time, Redactor);

    private NamedRegistry Named(TargetRun run, ImageSource source, RegistryLogin login) => new(
        new OutsideRegistries(Logins(login.Given)) { CaPem = RegistryCaPem }, RegistryAddress.Parse(source.Url), [.. Cluster.Pulling.Select(node => node.Architecture)], run.Report);

    /// <summary>Null: the cluster has a registry of its own, or the one that its file names asks nobody.</summary>
    private PullLogin? PullLoginOf(TargetRun run) =>
        run.ResultOf(ImageLogin).Given is var (user, password) ? new PullLogin(RegistryAddress.Parse(Cluster.ImageSource!.Url).ConfigKey, user, password) : null;

    private async Task<Changes<Convergence>> PlanAdoptionAsync(TargetRun run, CancellationToken ct)
    {
        var there = resources.Keep(Orchestration.Adoption!(Cluster, Time));
        var plan = await there.PlanAsync(Cluster.Nodes, PullLoginOf(run), ct);
        var convergence = new Convergence(async token =>
        {
            await there.ApplyAsync(plan, resources.Lock, token);
            return new Converged(null, !plan.IsUnchanged, plan.Summary);
        });
        return Changes.Of(convergence, plan.IsUnchanged, plan.Summary) with { Lines = plan.Lines };
    }
}
