using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>Removes a virtual fridge, whichever clone made it: everything that bears the cluster's label, and this clone's keys.</summary>
public sealed class VirtualDestroyer(IProcessRunner processes, FridgePaths paths, TimeProvider time)
{
    /// <param name="withCache">Also the images that this engine made for itself (virtual Pis, builder); the caller removes the cache folder.</param>
    public async Task<DestroyedFridge> DestroyAsync(string cluster, HostFacts host, bool withCache, IReport report, CancellationToken cancellationToken)
    {
        var removed = ImmutableArray.CreateBuilder<string>();
        if (host.Engine is not null)
            removed.AddRange(await RemoveFromEngineAsync(PiEngine.Of(host, processes), cluster, withCache, report, cancellationToken));
        removed.AddRange(ForgetKeys(cluster));
        return new DestroyedFridge(removed.ToImmutable(), [.. Stays(cluster, host, withCache)]);
    }

    private async Task<IEnumerable<string>> RemoveFromEngineAsync(PiEngine engine, string cluster, bool withCache, IReport report, CancellationToken cancellationToken)
    {
        using var only = await MachineLock.TakeAsync(cluster, time, report, cancellationToken);
        var removed = new List<string>();
        foreach (var kind in new[] { "container", "volume", "network" })
            removed.AddRange(await RemoveAsync(engine, kind, cluster, cancellationToken));
        if (withCache)
            removed.AddRange(await RemoveImagesAsync(engine, cancellationToken));
        await new LoopDevices(time).WaitUntilFreeAsync(report, cancellationToken);
        return removed;
    }

    private static async Task<IEnumerable<string>> RemoveAsync(PiEngine engine, string kind, string cluster, CancellationToken cancellationToken)
    {
        string[] all = kind == "container" ? ["--all"] : [];
        var names = await engine.LinesAsync(cancellationToken,
            [kind, "ls", .. all, "--filter", $"label={Names.Label(Names.ClusterLabel, cluster)}", "--format", kind == "container" ? "{{.Names}}" : "{{.Name}}"]);
        string[] force = kind == "network" ? [] : ["--force"];
        if (names.Length > 0)
            await engine.RunAsync(cancellationToken, [kind, "rm", .. force, .. names]);
        return names.Select(name => $"{kind} {name}");
    }

    private static async Task<IEnumerable<string>> RemoveImagesAsync(PiEngine engine, CancellationToken cancellationToken)
    {
        var images = await engine.LinesAsync(cancellationToken, "image", "ls", "--filter", $"reference={Names.LocalImages}", "--format", "{{.Repository}}:{{.Tag}}");
        if (images.Length > 0)
            await engine.RunAsync(cancellationToken, ["image", "rm", .. images]);
        return images.Select(image => $"image {image}");
    }

    private IEnumerable<string> ForgetKeys(string cluster)
    {
        var folder = paths.StateOf(cluster);
        foreach (var file in new[] { "id_ed25519", "id_ed25519.pub", "known_hosts" }.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            File.Delete(file);
            yield return file;
        }
    }

    private IEnumerable<string> Stays(string cluster, HostFacts host, bool withCache)
    {
        if (host.Engine is { } engine)
            yield return $"the engine ({engine.Version}) and the packages that were installed";
        if (!withCache && Directory.Exists(paths.Cache))
            yield return $"the cache: {paths.Cache}, and the images of virtual Pis and builder (--cache removes both)";
        if (Directory.Exists(paths.StateOf(cluster)))
            yield return $"run logs: {paths.StateOf(cluster)}";
    }
}

/// <param name="Removed">Such as <c>container fridge-pico-pico-0</c>, or a file.</param>
/// <param name="Stays">What this machine keeps, in a person's words.</param>
public sealed record DestroyedFridge(ImmutableArray<string> Removed, ImmutableArray<string> Stays);
