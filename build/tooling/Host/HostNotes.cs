namespace Fridge.Tooling.Host;

/// <summary>What is said about an engine that is left as it is.</summary>
internal static class HostNotes
{
    public static IEnumerable<string> About(HostFacts facts)
    {
        if (facts.Engine is not { ExportsOci: false } engine)
            yield break;
        yield return engine.ContainerdStore || !engine.Version.StartsWith("20.", StringComparison.Ordinal)
            ? $"engine {engine.Version} answers with the classic image store, which can't export OCI images; it is left as it is. "
                + $"To change it: \"features\": {{\"containerd-snapshotter\": true}} in {HostPlan.DaemonJson}, then restart it (its images have to be pulled again)"
            : $"engine {engine.Version} answers and is too old to export OCI images; it is left as it is. To change it: remove the package docker.io and let this program install a newer one";
    }
}
