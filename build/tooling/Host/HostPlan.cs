using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>What this machine lacks and how it gets it; a pure function of <see cref="HostFacts"/>.</summary>
/// <param name="Missing">What is lacking, in a person's words.</param>
/// <param name="Steps">In order; empty when nothing is missing.</param>
/// <param name="Notes">What is as it is and stays so, such as an engine too old for some builds.</param>
/// <param name="Obstacle">Why the steps can't be taken; null: they can.</param>
public sealed record HostPlan(
    ImmutableArray<string> Missing,
    ImmutableArray<HostStep> Steps,
    ImmutableArray<string> Notes,
    HostObstacle? Obstacle)
{
    public const string DaemonJson = "/etc/docker/daemon.json";

    public bool IsReady => Steps.IsEmpty && Obstacle is null;

    public static HostPlan From(HostFacts facts, ImmutableArray<HostNeed> needs)
    {
        var missing = MissingThing.In(facts, needs);
        var distribution = Distribution.Of(facts.Os);
        var packages = distribution is null
            ? []
            : missing.SelectMany(thing => thing.Packages(distribution)).Distinct().Select(HostPackage.Of).ToImmutableArray();
        var steps = distribution is null && missing.Any(thing => thing.NeedsPackages)
            ? []
            : HostSteps.For(facts, needs, distribution, packages).ToImmutableArray();
        return new HostPlan(
            [.. missing.Select(thing => thing.What)],
            steps,
            [.. HostNotes.About(facts)],
            HostObstacle.Before(facts, missing, distribution, packages, steps));
    }

    /// <summary>The list that a person is shown before anything is installed.</summary>
    public IEnumerable<string> Describe()
    {
        foreach (var thing in Missing)
            yield return $"missing: {thing}";
        foreach (var step in Steps)
        {
            yield return $"step: {step.Title}";
            if (step is HostStep.InstallPackages install)
            {
                foreach (var package in install.Packages)
                    yield return $"  {package.Name,-28} {HostStep.InstallPackages.Size(package.DownloadBytes),8} {HostStep.InstallPackages.Size(package.InstalledBytes),8}";
            }
        }

        foreach (var note in Notes)
            yield return $"note: {note}";
    }
}
